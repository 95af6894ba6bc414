import { once } from 'node:events'
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { checkFiles, type ExpectedFile } from './check-files.js'

let servers: Server[]
/** The origins of the page and of two CDNs. */
let origins: { readonly page: string; readonly cdn: string; readonly other: string }
/** What the CDN has begun to send and will not end. */
let endless: ServerResponse[]

/** Every path's first part says what the answer is, and `?to=` where it leads. */
async function startServer(): Promise<string> {
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://server')
    const kind = pathname.split('/')[1]
    const allowed = { open: '*', page: origins.page, echo: request.headers.origin }[kind as string]
    if (allowed) response.setHeader('Access-Control-Allow-Origin', allowed)
    response.setHeader('Content-Type', 'text/javascript')
    const to = searchParams.get('to')
    response.writeHead(to ? 302 : kind === 'endless' ? 500 : 200, to ? { Location: to } : {})
    if (kind !== 'endless') return void response.end('1')
    endless.push(response)
    response.write('1')
  })
  servers.push(server)
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

beforeEach(async () => {
  servers = []
  endless = []
  origins = { page: await startServer(), cdn: await startServer(), other: await startServer() }
})
afterEach(() => {
  for (const server of servers) {
    server.closeAllConnections()
    server.close()
  }
})

const at = (path: string) =>
  path.replace(/(page|cdn|other):/g, (_, name: keyof typeof origins) => encodeURI(origins[name]))

async function kindsOf(path: string, use: NonNullable<ExpectedFile['use']>, mapUrl = `${origins.page}/importmap.json`) {
  const { problems } = await checkFiles([{ url: at(path), use }], { mapUrl })
  return problems.map(({ kind }) => kind)
}

describe('checkFiles', () => {
  test.each([
    ['page:/closed/', []],
    ['page:/closed/?to=/closed/', []],
    ['page:/closed/?to=cdn:/open/', []],
    ['page:/closed/?to=cdn:/closed/', ['cors']],
    ['cdn:/open/?to=cdn:/open/', []],
    ['cdn:/closed/?to=cdn:/open/', ['cors']],
    ['cdn:/open/?to=cdn:/closed/', ['cors']],
    ['cdn:/open/?to=page:/closed/', ['cors']],
    ['cdn:/page/?to=cdn:/page/', []],
    ['cdn:/page/?to=other:/open/', []],
    ['cdn:/page/?to=other:/echo/', []],
    ['cdn:/page/?to=other:/page/', ['cors']],
  ])('takes a manifest only where a page could follow to it: %s', async (path, kinds) => {
    expect(await kindsOf(path, 'manifest')).toEqual(kinds)
  })

  test.each([
    ['/endless/', 'status'],
    ['/endless/?to=/open/', 'redirect'],
  ])('does not wait for the end of what it does not read: %s', async (path, kind) => {
    expect(await kindsOf(origins.cdn + path, 'module')).toEqual([kind])
    const [response] = endless
    if (!response?.closed) await once(response as ServerResponse, 'close')
  })

  test.each([
    ['https://shop.example/importmap.json', ['insecure']],
    ['http://shop.example/importmap.json', ['unreachable']],
    [undefined, ['unreachable']],
  ])('finds what is http where the page, %s, is https', async (mapUrl, kinds) => {
    const { problems } = await checkFiles([{ url: 'http://nowhere.invalid/a.js' }], { mapUrl })
    expect(problems.map(({ kind }) => kind)).toEqual(kinds)
  })

  test('says how to name the page where only that is let in', async () => {
    const url = at('cdn:/page/')
    expect((await checkFiles([{ url }], { mapUrl: `${origins.page}/importmap.json` })).problems).toEqual([])
    const { problems } = await checkFiles([{ url }])
    expect(problems).toMatchObject([{ kind: 'cors', detail: expect.stringContaining('--map-url') }])
  })

  test('takes what is http of the machine itself, as browsers do', async () => {
    expect(await kindsOf(`${origins.cdn}/open/`, 'module', 'https://shop.example/importmap.json')).toEqual([])
  })
})
