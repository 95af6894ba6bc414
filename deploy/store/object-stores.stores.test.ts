import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { changeMap } from '../history/change-map.js'
import { readMap } from '../history/current-map.js'
import { rollBack } from '../history/roll-back.js'
import { readChain } from '../testing/read-chain.js'
import { finish, runFedmap, startScript } from '../testing/run-fedmap.js'
import { startAzurite } from '../testing/start-azurite.js'
import { startRadosgw } from '../testing/start-radosgw.js'
import { openStore } from './open-store.js'
import type { Store } from './store.js'

interface ObjectStore {
  readonly location: string
  readonly env: Readonly<Record<string, string>>
  /** The environment of someone who may read and list, and not write. */
  readonly readOnly: () => Promise<Readonly<Record<string, string>>>
  /** Where a store can be full. */
  readonly fill?: () => Promise<void>
  readonly close: () => void | Promise<void>
}

describe.each([
  {
    name: 'Azure Blob (Azurite)',
    start: startAzurite,
    deployers: 32,
    times: 32,
    missing: 'azure://nowhere/importmap.json',
    hasQuota: false,
  },
  {
    name: 'S3 (Ceph)',
    start: startRadosgw,
    deployers: 16,
    times: 30,
    missing: 's3://nowhere/importmap.json',
    hasQuota: true,
  },
])('$name', ({ start, deployers, times, missing, hasQuota }) => {
  let server: ObjectStore
  let store: Store
  beforeAll(async () => {
    server = await start()
    Object.assign(process.env, server.env)
    store = await openStore(server.location)
    await store.write('importmap.json', '{"imports":{}}', undefined)
  }, 300_000)
  afterAll(() => server?.close())

  test('writes only on condition', async () => {
    expect(await store.write('a.json', 'first', undefined)).toBe(true)
    expect(await store.write('a.json', 'second', undefined)).toBe(false)
    const { tag } = (await store.read('a.json'))!
    expect(await store.write('a.json', 'third', tag)).toBe(true)
    expect(await store.write('a.json', 'fourth', tag)).toBe(false)
    expect((await store.read('a.json'))?.text).toBe('third')
    expect(await store.write('none.json', 'x', tag)).toBe(false)
    expect(await store.read('none.json')).toBeUndefined()
  })

  test('keeps a history, and brings a map back', async () => {
    const change = (name: string) =>
      changeMap(store, async ({ json }) => ({
        json: { ...json, imports: { ...(json.imports as object), [name]: 'https://cdn.example/a.js' } },
        action: 'deploy',
        by: 'test',
      }))
    await change('a')
    await change('b')
    await rollBack(store, undefined, { by: 'test' })
    expect((await readMap(store)).json.imports).toEqual({ a: 'https://cdn.example/a.js' })
    expect((await readChain(store)).map(({ action }) => action)).toEqual(['rollback', 'deploy', 'deploy', 'edit'])
  })

  test('serves the command', async () => {
    const { code, stdout } = await runFedmap(['history', '--json', '--store', server.location])
    expect([code, JSON.parse(stdout).history.length]).toEqual([0, 4])
  })

  test(`loses no update of ${deployers} processes, and shows no reader half of one`, {
    timeout: 1_800_000,
  }, async () => {
    const { revision } = await readMap(store)
    const deploying = Array.from({ length: deployers }, (_, at) =>
      finish(startScript('change-often.mjs', [server.location, `p${at}`, String(times), '2000'])),
    )
    let isOver = false
    const reading = Array.from({ length: 8 }, async () => {
      const revisions: number[] = []
      while (!isOver) {
        revisions.push((await readMap(store)).revision)
        await new Promise(passed => setTimeout(passed, 100))
      }
      return revisions
    })
    const finished = await Promise.all(deploying)
    isOver = true
    expect(finished.filter(({ code }) => code !== 0)).toEqual([])
    const chain = (await readChain(store, revision)).filter(({ action }) => action === 'deploy')
    expect(chain).toHaveLength(deployers * times)
    expect(chain.every(({ changed }) => changed.length === 1)).toBe(true)
    expect(new Set(chain.flatMap(({ changed }) => changed)).size).toBe(deployers * times)
    for (const revisions of await Promise.all(reading)) expect(revisions).toEqual([...revisions].sort((a, b) => a - b))
  })

  test('leaves the old map or the new one at each moment at which a deploy is killed, and the next one works', {
    timeout: 600_000,
  }, async () => {
    const { revision } = await readMap(store)
    const outcomes = new Set<string>()
    let moment = 0
    for (let isKilled = true; isKilled; ) {
      const before = (await store.read('importmap.json'))!.text
      const killing = { preload: 'kill-at-request.mjs', env: { KILL_AT: String(++moment) } }
      const { code, stdout } = await finish(
        startScript('change-often.mjs', [server.location, `k${moment}`, '1'], killing),
      )
      isKilled = code === null

      const { imports } = (await readMap(store)).json as { imports: Record<string, string> }
      const isNew = `k${moment}-1` in imports
      outcomes.add(isNew ? 'new' : 'old')
      if (!isNew) expect((await store.read('importmap.json'))!.text).toBe(before)
      if (stdout) expect(isNew).toBe(true)

      const after = `after-${moment}`
      const change = { action: 'deploy' as const, by: 'test' }
      const toNext = (json: object) => ({ ...json, imports: { ...imports, [after]: 'https://cdn.example/a.js' } })
      await changeMap(store, async ({ json }) => ({ json: toNext(json), ...change }), { grace: 50 })
      const chain = await readChain(store, revision)
      expect(chain[0]?.changed).toEqual([after])
      expect(chain.every(({ changed }) => changed.length <= 1)).toBe(true)
    }
    expect(outcomes).toEqual(new Set(['old', 'new']))
    // Each request has two moments, and one deploy takes five requests at the least.
    expect(moment).toBeGreaterThan(10)
  })

  test('says that a store is not there', async () => {
    const query = server.location.split('?')[1]
    const gone = await openStore(query ? `${missing}?${query}` : missing)
    await expect(readMap(gone)).rejects.toMatchObject({ code: 'FED-611' })
    await expect(gone.write('importmap.json', '{}', undefined)).rejects.toMatchObject({ code: 'FED-611' })
  })

  test('says that it may only be read, and changes nothing', async () => {
    const before = await store.read('importmap.json')
    const args = ['deploy', '--json', '--store', server.location, '--no-files', 'x', 'https://cdn.example/x.js']
    const { code, stdout } = await runFedmap(args, { env: await server.readOnly() })
    expect([code, JSON.parse(stdout).error.code]).toEqual([3, 'FED-613'])
    expect((await runFedmap(['history', '--store', server.location], { env: await server.readOnly() })).code).toBe(0)
    expect(await store.read('importmap.json')).toEqual(before)
  })

  test('says that it may not be used', async () => {
    const env = Object.fromEntries(
      Object.entries(server.env).map(([name, value]) => [
        name,
        value.replace(/(AccountKey=)?[\w-]{8}(?=[\w-]*$|[^;]{40})/, '$1AAAAAAAA'),
      ]),
    )
    const { code, stdout } = await runFedmap(['history', '--json', '--store', server.location], { env })
    expect([code, JSON.parse(stdout).error.code]).toEqual([3, 'FED-613'])
  })

  // Last: it stays full.
  test.runIf(hasQuota)('says that it is full, and changes nothing', async () => {
    const before = await store.read('importmap.json')
    await server.fill!()
    const args = ['deploy', '--json', '--store', server.location, '--no-files', 'x', 'https://cdn.example/x.js']
    const { code, stdout } = await runFedmap(args)
    expect([code, JSON.parse(stdout).error.code]).toEqual([3, 'FED-612'])
    expect(await store.read('importmap.json')).toEqual(before)
  })
})

describe('a store that is gone from the network', () => {
  test.each([
    ['S3', `s3://shop/importmap.json?endpoint=http://127.0.0.1:9`, {}],
    [
      'Azure',
      'azure://shop/importmap.json',
      {
        AZURE_STORAGE_CONNECTION_STRING:
          'DefaultEndpointsProtocol=http;AccountName=a;AccountKey=YQ==;BlobEndpoint=http://127.0.0.1:9/a;',
      },
    ],
  ])('is named, %s', async (_case, location, env) => {
    const credentials = { AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' }
    const args = ['deploy', '--json', '--store', location, '--no-files', 'x', 'https://cdn.example/x.js']
    const { code, stdout } = await runFedmap(args, { env: { ...credentials, ...env } })
    const { error } = JSON.parse(stdout)
    expect([code, error.code]).toEqual([3, 'FED-614'])
    expect(error.message).toContain('Nothing was changed')
  })
})

describe('a server that speaks S3 and ignores conditions', () => {
  test('is refused before anything is written to the map', async () => {
    const objects = new Map<string, string>([['/shop/importmap.json', '{"imports":{}}']])
    const server = createServer((request, response) => {
      const { pathname: path, searchParams } = new URL(request.url ?? '/', 'http://x')
      if (searchParams.has('list-type')) response.end('<?xml version="1.0"?><ListBucketResult></ListBucketResult>')
      else if (request.method === 'GET') {
        const text = objects.get(path)
        const error = '<?xml version="1.0"?><Error><Code>NoSuchKey</Code></Error>'
        response.writeHead(text === undefined ? 404 : 200, { ETag: '"e"' }).end(text ?? error)
      } else {
        let body = ''
        request.on('data', chunk => {
          body += chunk
        })
        request.on('end', () => response.writeHead(objects.set(path, body) && 200, { ETag: '"e"' }).end())
      }
    })
    await new Promise<void>(listening => server.listen(0, listening))
    const { port } = server.address() as AddressInfo
    Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' })
    const store = await openStore(`s3://shop/importmap.json?endpoint=http://localhost:${port}`)
    const change = async () => ({
      json: { imports: { a: 'https://cdn.example/a.js' } },
      action: 'deploy' as const,
      by: 'test',
    })
    await expect(changeMap(store, change)).rejects.toMatchObject({ code: 'FED-618' })
    expect(objects.get('/shop/importmap.json')).toBe('{"imports":{}}')
    server.close()
  })
})
