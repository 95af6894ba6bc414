import { afterEach, describe, expect, test } from 'vitest'
import { useBrowser } from '../testing/use-browser.js'
import { faults } from './testing/faults.js'
import type { RemoteSketch } from './testing/hand-written-remote.js'
import { eventsOf, importIn, type OpenedPage, openPage, untilKept } from './testing/open-page.js'
import { type Mall, serveMall } from './testing/serve-mall.js'
import { react } from './testing/sketches.js'

const browser = useBrowser()
let mall: Mall

afterEach(() => mall.close())

/** Its expose shows one state with what its lazy part imports of the same package. */
const shop = (hasIntegrity: boolean): RemoteSketch => ({
  name: '@mall/shop',
  hasIntegrity,
  exposes: { './Widget': 'Widget-1.js' },
  modules: {
    'Widget-1.js': { imports: ['c-1.js', 'react', 'react/jsx'], css: ['Widget-1.css'], body: reactState },
    'c-1.js': {},
  },
  shared: { react: { ...shared('18.2.0', '18.2.0'), uses: ['.', './jsx'] } },
})

/** Offers the same build. */
const twin = (hasIntegrity: boolean): RemoteSketch => ({
  name: '@mall/twin',
  hasIntegrity,
  exposes: { './Widget': 'Widget-1.js' },
  modules: { 'Widget-1.js': { imports: ['react'], body: `e('version', i[0].version)` } },
  shared: { react: shared('18.2.0', '18.2.0') },
})

/** Has nothing in common with the others. */
const bystander: RemoteSketch = { name: '@mall/bystander', exposes: { '.': 'main-1.js' }, modules: { 'main-1.js': {} } }

const reactState = `e('version', i[1].version); e('isOneState', i[1].state === i[2].state); e('live', () => i[1].count)`

/** Two entries over one chunk that holds the state, with a live binding. */
function shared(version: string, requiredVersion: string, build = 'b1') {
  const entry = `e('version', '${version}'); e('state', i[0].state)`
  return {
    ...react(version, requiredVersion),
    build,
    files: {
      'index.js': { imports: ['chunk-1.js'], body: entry },
      'jsx.js': { imports: ['chunk-1.js', 'react'], body: entry },
      'chunk-1.js': { body: `e('state', {})` },
    },
  }
}

/** Faults that only a hash reveals, where a file of that kind is read as what it is. */
const content = ['half of the file', 'a file that throws', 'a wrong hash']

async function openWith(file: string, kind: string, needsHash = kind === 'a wrong hash'): Promise<OpenedPage> {
  mall = await serveMall(shop(needsHash), twin(needsHash), bystander)
  setFault(file, kind)
  const times =
    'data-retries="1" data-manifest-timeout="1000" data-stylesheet-timeout="1500" data-module-timeout="1500"'
  const opened = await openPage(browser(), mall, { map: { imports: mall.manifests }, attributes: times })
  return opened
}

function setFault(file: string, kind: string | undefined): void {
  const origin = file.startsWith('/fedmap') ? mall.page : mall.remotes['@mall/shop']
  if (kind) origin?.faults.set(file, faults[kind] as never)
  else origin?.faults.delete(file)
}

async function expectOthersToLive({ page }: OpenedPage): Promise<void> {
  expect((await importIn(page, '@mall/bystander')).code).toBeUndefined()
  expect((await importIn(page, '@mall/twin/Widget')).module).toMatchObject({ version: '18.2.0' })
}

/** Nothing ran twice, whatever was tried again. */
async function expectNothingRanTwice({ page }: OpenedPage): Promise<void> {
  const ran = await page.evaluate(() => (window as unknown as { ran: string[] }).ran)
  expect(ran).toEqual([...new Set(ran)])
}

const all = Object.keys(faults)

describe('a manifest', () => {
  test.each(all.filter(kind => !['a wrong MIME type', 'a file that throws', 'a wrong hash'].includes(kind)))(
    'with %s: its remote is rejected, and joins once it is there',
    async kind => {
      const opened = await openWith('/federation.json', kind)
      const { code, where } = await opened.import('@mall/shop/Widget')
      expect(code).toBe(kind === 'a page' || kind === 'half of the file' ? 'FED-404' : 'FED-403')
      expect(where?.url).toBe(mall.manifests['@mall/shop'])
      await expectOthersToLive(opened)
      setFault('/federation.json', undefined)
      expect(await opened.import('@mall/shop/Widget')).toMatchObject({ module: { isOneState: true } })
      await expectNothingRanTwice(opened)
    },
  )

  test.each(['a 404', 'a hang', 'half of the file'])(
    'with %s: the last good one is used, and said to be',
    async kind => {
      const opened = await openWith('/nothing', 'a 404')
      await opened.import('@mall/shop/Widget')
      await untilKept(opened, mall.manifests['@mall/shop']!)
      setFault('/federation.json', kind)
      await opened.page.reload({ waitUntil: 'domcontentloaded' })
      expect(await opened.import('@mall/shop/Widget')).toMatchObject({ module: { isOneState: true } })
      const stale = (await eventsOf(opened.page)).filter(({ name }) => name === 'stale')
      expect(stale).toEqual([
        expect.objectContaining({ url: mall.manifests['@mall/shop'], ageInSeconds: expect.any(Number) }),
      ])
    },
  )

  test('that has not the hash that the map pins is not used, nor one that was kept without it', async () => {
    const opened = await openWith('/nothing', 'a 404')
    await untilKept(opened, mall.manifests['@mall/shop']!)
    mall.page.files.set(
      '/importmap.json',
      JSON.stringify({
        imports: mall.manifests,
        integrity: { [mall.manifests['@mall/shop'] as string]: 'sha384-AAAA' },
      }),
    )
    await opened.page.reload({ waitUntil: 'domcontentloaded' })
    expect((await opened.import('@mall/shop/Widget')).code).toBe('FED-403')
    await expectOthersToLive(opened)
  })
})

describe('importmap.json', () => {
  test.each(['a 404', 'a hang', 'a page'])('with %s: the last good one is used', async kind => {
    const opened = await openWith('/nothing', 'a 404')
    await untilKept(opened, `${mall.page.origin}/importmap.json`)
    mall.page.faults.set('/importmap.json', faults[kind] as never)
    mall.page.files.set(
      '/',
      (mall.page.files.get('/') as string).replace(
        'src="/fedmap.js"',
        'src="/fedmap.js" data-import-map-timeout="1000"',
      ),
    )
    await opened.page.reload({ waitUntil: 'domcontentloaded' })
    expect(await opened.import('@mall/shop/Widget')).toMatchObject({ module: { isOneState: true } })
    expect((await eventsOf(opened.page)).filter(({ name }) => name === 'stale')).toHaveLength(1)
  })
})

describe.each(['/system/Widget-1.js', '/system/c-1.js'])('%s', file => {
  test.each(all)('with %s: its import says so, and a later one tries again', async kind => {
    const opened = await openWith(file, kind)
    const { code, where, message } = await opened.import('@mall/shop/Widget')
    expect(code).toBe('FED-406')
    expect(where).toMatchObject({
      remote: '@mall/shop',
      specifier: '@mall/shop/Widget',
      tried: [{ url: mall.remotes['@mall/shop']?.origin + file, why: expect.any(String) }],
    })
    expect(message).toContain(file)
    await expectOthersToLive(opened)
    setFault(file, undefined)
    expect(await opened.import('@mall/shop/Widget')).toMatchObject({ module: { isOneState: true } })
    await expectNothingRanTwice(opened)
  })
})

describe.each(['index.js', 'chunk-1.js'])('%s of a shared copy', name => {
  const file = `/system/shared/react@18.2.0-b1/${name}`
  test.each(all)('with %s: a stand-in takes over, and nobody notices', async kind => {
    const opened = await openWith(file, kind)
    expect((await opened.import('@mall/shop/Widget')).module).toMatchObject({ version: '18.2.0', isOneState: true })
    await expectOthersToLive(opened)
    await expectNothingRanTwice(opened)
    const twinOrigin = mall.remotes['@mall/twin']?.origin as string
    expect((await eventsOf(opened.page)).filter(({ name }) => name === 'fallback')).toEqual([
      expect.objectContaining({ url: mall.remotes['@mall/shop']?.origin + file, standIn: twinOrigin + file }),
    ])
    const asked = mall.requests.filter(url => url.startsWith(twinOrigin) && url.includes('/shared/'))
    expect([...new Set(asked)]).toEqual([twinOrigin + file])
  })
})

test('when no stand-in is left, the error lists what was tried', async () => {
  const file = '/system/shared/react@18.2.0-b1/chunk-1.js'
  const opened = await openWith(file, 'a 500')
  mall.remotes['@mall/twin']?.faults.set(file, faults['a 404'] as never)
  const { code, where } = await opened.import('@mall/shop/Widget')
  expect(code).toBe('FED-406')
  expect(where?.tried).toEqual([
    { url: mall.remotes['@mall/shop']?.origin + file, why: 'answered 500' },
    { url: mall.remotes['@mall/twin']?.origin + file, why: 'answered 404' },
  ])
  setFault(file, undefined)
  expect(await opened.import('@mall/shop/Widget')).toMatchObject({ module: { isOneState: true } })
  await expectNothingRanTwice(opened)
})

test('whoever imports is told of a failure, and nobody else: no promise of the loader is rejected unheard', async () => {
  const file = '/system/shared/react@18.2.0-b1/chunk-1.js'
  const opened = await openWith(file, 'a 500')
  mall.remotes['@mall/twin']?.faults.set(file, faults['a 404'] as never)
  expect(await opened.import('@mall/shop/Widget')).toMatchObject({ code: 'FED-406' })
  expect(await opened.import('@mall/shop/Widget')).toMatchObject({ code: 'FED-406' })
  expect(opened.console.filter(text => text.includes('FED-406'))).toEqual([])
})

describe.each(['a 404', 'a reset in mid-body'])('with %s for all of a remote', kind => {
  const deep: RemoteSketch = {
    name: '@mall/deep',
    exposes: { '.': 'a.js' },
    modules: { 'a.js': { imports: ['b.js'] }, 'b.js': { imports: ['c.js', 'd.js'] }, 'c.js': {}, 'd.js': {} },
  }
  const files = Object.keys(deep.modules).map(file => `/system/${file}`)

  test.each(['import', 'preload'] as const)('the %s after it is up again has all of it', async call => {
    mall = await serveMall(deep)
    const opened = await openPage(browser(), mall, { map: { imports: mall.manifests } })
    const { faults: ofRemote } = mall.remotes['@mall/deep']!
    for (const file of files) ofRemote.set(file, faults[kind] as never)
    await opened.page.evaluate(call => window.fedmap[call]('@mall/deep').catch(() => {}), call)
    await expect.poll(() => files.every(file => mall.requests.some(url => url.endsWith(file)))).toBe(true)
    await opened.page.waitForLoadState('networkidle')
    ofRemote.clear()
    expect((await opened.import('@mall/deep')).message).toBeUndefined()
    await expectNothingRanTwice(opened)
  })
})

test('who imports while another import forgets a failure gets what is there by now', async () => {
  const opened = await openWith('/system/shared/react@18.2.0-b1/chunk-1.js', 'a 500')
  mall.remotes['@mall/twin']?.faults.set('/system/shared/react@18.2.0-b1/chunk-1.js', faults['a 404'] as never)
  const both = () =>
    opened.page.evaluate(async () => {
      const imports = ['@mall/shop/Widget', '@mall/twin/Widget'].map(name => window.fedmap.import(name))
      return (await Promise.allSettled(imports)).map(({ status }) => status)
    })
  expect(await both()).toEqual(['rejected', 'rejected'])
  for (const { faults } of Object.values(mall.remotes)) faults.clear()
  expect(await both()).toEqual(['fulfilled', 'fulfilled'])
  await expectNothingRanTwice(opened)
})

test('a copy of another build stands in as a whole', async () => {
  const other = { ...twin(true), shared: { react: shared('18.2.0', '18.2.0', 'b2') } }
  mall = await serveMall(shop(true), { ...other, name: '@mall/other' })
  setFault('/system/shared/react@18.2.0-b1/jsx.js', 'a 404')
  const opened = await openPage(browser(), mall, { map: { imports: mall.manifests } })
  expect((await opened.import('@mall/shop/Widget')).module).toMatchObject({ version: '18.2.0', isOneState: true })
  expect((await opened.import('@mall/other/Widget')).module).toMatchObject({ version: '18.2.0' })
  await expectNothingRanTwice(opened)
  const ran = await opened.page.evaluate(() => (window as unknown as { ran: string[] }).ran)
  expect(ran.filter(url => url.includes('-b1/'))).toEqual([])
})

describe('a stylesheet', () => {
  test.each(all)('with %s: its module runs without it, and says so', async kind => {
    const opened = await openWith('/assets/Widget-1.css', kind, content.includes(kind) || kind === 'a wrong hash')
    expect(await opened.import('@mall/shop/Widget')).toMatchObject({ module: { isOneState: true } })
    const url = `${mall.remotes['@mall/shop']?.origin}/assets/Widget-1.css`
    expect(await eventsOf(opened.page)).toContainEqual(expect.objectContaining({ name: 'warning', url }))
  })
})

describe('the composing part', () => {
  test.each(all.filter(kind => kind !== 'no CORS header'))(
    'with %s: says so, and a later import tries again',
    async kind => {
      mall = await serveMall(shop(true), twin(true), bystander)
      mall.page.files.set('/fedmap-compose.js', 'System.register([], () => ({}))')
      mall.page.faults.set('/fedmap-compose.js', faults[kind] as never)
      mall.page.files.set('/plain.js', 'System.register([], e => ({ execute() { e("plain", true) } }))')
      const map = { imports: { ...mall.manifests, plain: '/plain.js' } }
      const opened = await openPage(browser(), mall, { map, attributes: 'data-module-timeout="1500"' })
      expect((await opened.import('@mall/shop/Widget')).code).toBe('FED-408')
      expect((await opened.import('plain')).module).toEqual({ plain: true })
      mall.page.faults.clear()
      mall.page.files.delete('/fedmap-compose.js')
      expect(await opened.import('@mall/shop/Widget')).toMatchObject({ module: { isOneState: true } })
    },
  )
})
