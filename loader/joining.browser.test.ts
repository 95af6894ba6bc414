import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { useBrowser } from '../testing/use-browser.js'
import { composeMap } from './testing/compose-map.js'
import type { RemoteSketch } from './testing/hand-written-remote.js'
import { eventsOf, importIn, openPage } from './testing/open-page.js'
import { type Mall, serveMall } from './testing/serve-mall.js'
import { cart, catalog, promo, react } from './testing/sketches.js'

const browser = useBrowser()
let mall: Mall

/** Would share one React with catalog, were it there from the start. */
const search = {
  name: '@mall/search',
  exposes: { './Box': 'Box-1.js' },
  modules: { 'Box-1.js': { imports: ['react', '@mall/catalog/Price'], body: `e('react', i[0].url)` } },
  shared: { react: react('18.3.0', '18.3.0') },
}

beforeEach(async () => {
  mall = await serveMall(cart, catalog, promo, search)
})
afterEach(() => mall.close())

test('a straggler joins late; what runs stays; who waits for it gets it', async () => {
  const [straggler, answers] = held()
  mall.remotes['@mall/search']?.faults.set('/federation.json', straggler)
  const map = { imports: mall.manifests }
  const { page } = await openPage(browser(), mall, { map, attributes: 'data-manifest-wait="50"' })
  await page.evaluate(() => window.fedmap.ready)
  const price = await importIn(page, '@mall/catalog/Price')
  const resolvedBefore = await page.evaluate(() => window.fedmap.resolve('@mall/cart/Widget'))

  const box = importIn(page, '@mall/search/Box')
  await answers()
  expect((await box).module).toMatchObject({ react: expect.stringContaining('react@18.3.0') })
  expect(await eventsOf(page)).toContainEqual({ name: 'late', remote: '@mall/search', cost: 1000 })
  expect(price.module).toMatchObject({ react: '18.2.0' })
  expect((await importIn(page, '@mall/catalog/Price')).module).toEqual(price.module)
  expect(await page.evaluate(() => window.fedmap.resolve('@mall/cart/Widget'))).toBe(resolvedBefore)
})

test('a static import of a straggler waits for it', async () => {
  const [straggler, answers] = held()
  mall.remotes['@mall/catalog']?.faults.set('/federation.json', straggler)
  const map = { imports: mall.manifests }
  const { page } = await openPage(browser(), mall, { map, attributes: 'data-manifest-wait="50"' })
  const widget = importIn(page, '@mall/cart/Widget')
  await page.evaluate(() => window.fedmap.ready)
  await answers()
  expect((await widget).module).toMatchObject({ react: '18.2.0', price: expect.stringMatching(/^18/) })
})

/** What of a remote that was placed without a straggler, and yet has to see one React with it, is imported how. */
describe('a straggler whose component crosses', () => {
  const price = { ...catalog, peers: ['react'], shared: { react: react('18.3.1', '~18.3.0') } }
  /** Brings no React, so that it runs on what others bring. */
  const shared = { react: { requiredVersion: '^18.0.0' } }
  const box = {
    ...search,
    modules: {
      'Box-1.js': {
        imports: ['react', '@mall/catalog/Price'],
        body: `e('react', i[0].version); e('price', i[1].react)`,
      },
    },
    shared,
  }
  const outlet = {
    name: '@mall/outlet',
    exposes: { './Late': 'Late-1.js' },
    modules: {
      'Late-1.js': { imports: ['react'], dynamic: ['@mall/catalog/Price'], body: `e('react', i[0].version)` },
    },
    shared,
  }
  const till = {
    ...cart,
    exposes: { './Till': 'Till-1.js' },
    modules: { 'Till-1.js': { imports: ['react'], body: `e('react', i[0].version)` } },
  }

  beforeEach(async () => {
    await mall.close()
    mall = await serveMall(till, price, box, outlet)
  })

  async function openWithout(straggler: string) {
    const [fault, answers] = held()
    mall.remotes[straggler]?.faults.set('/federation.json', fault)
    const map = { imports: mall.manifests }
    const { page } = await openPage(browser(), mall, { map, attributes: 'data-manifest-wait="50"' })
    await page.evaluate(() => window.fedmap.ready)
    return { page, answers }
  }

  test('is waited for by who imports it; what nothing runs on is placed anew', async () => {
    const { page, answers } = await openWithout('@mall/catalog')
    expect((await importIn(page, '@mall/cart/Till')).module).toMatchObject({ react: '18.2.0' })
    await page.evaluate(() => void window.fedmap.preload('@mall/search/Box'))
    const opening = importIn(page, '@mall/search/Box')
    await answers()
    expect((await opening).module).toMatchObject({ react: '18.3.1', price: '18.3.1' })
    expect((await importIn(page, '@mall/cart/Till')).module).toMatchObject({ react: '18.2.0' })
    expect(mall.requests.filter(url => url.endsWith('react@18.2.0-b1/index.js'))).toHaveLength(1)
  })

  test('has one React with what has begun to run, which stays', async () => {
    const { page, answers } = await openWithout('@mall/catalog')
    const late = await importIn(page, '@mall/outlet/Late')
    expect(late.module).toMatchObject({ react: '18.2.0' })
    await answers()
    expect((await importIn(page, '@mall/catalog/Price')).module).toMatchObject({ react: '18.2.0' })
    expect((await importIn(page, '@mall/outlet/Late')).module).toEqual(late.module)
  })

  test('finds a copy that was imported by itself where it was', async () => {
    const { page, answers } = await openWithout('@mall/catalog')
    const alone = await importIn(page, 'react@18.2.0')
    const resolve = () => page.evaluate(() => window.fedmap.resolve('react@18.2.0'))
    const before = await resolve()
    await answers()
    await importIn(page, '@mall/catalog/Price')
    expect(await resolve()).toBe(before)
    expect((await importIn(page, 'react@18.2.0')).module).toEqual(alone.module)
  })

  test('that never comes takes down who imports it, with the reason, and nobody else', async () => {
    mall.remotes['@mall/catalog']?.files.delete('/federation.json')
    const { page } = await openPage(browser(), mall, {
      map: { imports: mall.manifests },
      attributes: 'data-retries="0"',
    })
    expect((await importIn(page, '@mall/search/Box')).code).toBe('FED-403')
    expect((await importIn(page, '@mall/cart/Till')).module).toMatchObject({ react: '18.2.0' })
  })
})

test('a lazy remote costs nothing until it is imported', async () => {
  const map = { imports: mall.manifests, fedmap: { lazy: ['@mall/promo'] } }
  const { page } = await openPage(browser(), mall, { map })
  await importIn(page, '@mall/cart/Widget')
  const ofPromo = () => mall.requests.filter(url => url.startsWith(mall.remotes['@mall/promo']?.origin as string))
  expect(ofPromo()).toEqual([])
  expect(await importIn(page, '@mall/promo')).toMatchObject({ module: {} })
  expect(ofPromo()).toHaveLength(2)
})

test('a page with lazy remotes only loads no composing part', async () => {
  const map = { imports: { '@mall/promo': mall.manifests['@mall/promo'] }, fedmap: { lazy: ['@mall/promo'] } }
  const { page } = await openPage(browser(), mall, { map })
  await page.evaluate(() => window.fedmap.ready)
  expect(mall.requests.join()).not.toContain('fedmap-compose.js')
  expect((await importIn(page, '@mall/promo')).code).toBeUndefined()
})

test.each([
  ['edited by hand', (map: object) => map],
  ['composed beforehand', (map: object) => composeMap(mall, map as Record<string, unknown>)],
])('registerRemote adds to a map %s, and moves nothing', async (_case, toMap) => {
  const { '@mall/search': url = '', ...others } = mall.manifests
  const { page } = await openPage(browser(), mall, { map: toMap({ imports: others }) })
  await importIn(page, '@mall/cart/Widget')
  expect((await importIn(page, '@mall/search/Box')).code).toBe('FED-303')
  await page.evaluate(url => window.fedmap.registerRemote('@mall/search', url), url)
  expect((await importIn(page, '@mall/search/Box')).module).toMatchObject({ react: expect.stringContaining('18.3.0') })
  const reacts = mall.requests.filter(request => /react@18.2.0.*index/.test(request))
  expect(reacts).toHaveLength(1)

  const again = page.evaluate(url => window.fedmap.registerRemote('@mall/search', url), url)
  await expect(again).resolves.toBeUndefined()
  const other = page.evaluate(() =>
    window.fedmap.registerRemote('@mall/search', '/elsewhere/federation.json').catch(error => error.code),
  )
  expect(await other).toBe('FED-409')
})

test('registerRemote shares a copy that the map keeps at an address that no remote has any more', async () => {
  const outlet = {
    ...search,
    name: '@mall/outlet',
    exposes: { './Box': 'Box-1.js' },
    modules: { 'Box-1.js': { imports: ['react'], body: `e('react', i[0].version)` } },
    shared: { react: react('18.3.0', '^18.3.0') },
  }
  await mall.close()
  mall = await serveMall(catalog, outlet)
  const before = await serveMall(catalog) // The same build, before it was deployed anew.
  const { '@mall/outlet': url = '', ...imports } = mall.manifests
  const [now, old] = [mall, before].map(({ remotes }) => `${remotes['@mall/catalog']?.origin}/system/shared/`)
  const map = JSON.stringify(composeMap(mall, { imports })).replaceAll(now as string, old as string)

  const { page } = await openPage(browser(), mall, { map })
  expect((await importIn(page, '@mall/catalog/Price')).module).toMatchObject({ react: '18.3.1' })
  await page.evaluate(url => window.fedmap.registerRemote('@mall/outlet', url), url)
  expect((await importIn(page, '@mall/outlet/Box')).module).toMatchObject({ react: '18.3.1' })
  const copies = [...mall.requests, ...before.requests].filter(request => request.includes('/shared/react@'))
  expect(copies.filter(request => !request.startsWith(old as string))).toEqual([])
  await before.close()
})

test('registerRemote on a composed page waits for a manifest that is down: what runs without it stays as it is', async () => {
  const { '@mall/search': url = '', ...imports } = mall.manifests
  const { page } = await openPage(browser(), mall, {
    map: composeMap(mall, { imports }),
    attributes: 'data-retries="0"',
  })
  const price = await importIn(page, '@mall/catalog/Price')
  mall.remotes['@mall/catalog']?.faults.set('/federation.json', response => response.writeHead(503).end())
  const register = () =>
    page.evaluate(url => window.fedmap.registerRemote('@mall/search', url).catch(error => error.code), url)
  expect(await register()).toBe('FED-403')
  expect(await importIn(page, '@mall/catalog/Price')).toEqual(price)

  mall.remotes['@mall/catalog']?.faults.clear()
  expect(await register()).toBeUndefined()
  expect((await importIn(page, '@mall/search/Box')).module).toMatchObject({
    react: expect.stringContaining('react@18'),
  })
  expect(await importIn(page, '@mall/catalog/Price')).toEqual(price)
})

test('all who wait for a remote see it fail, and nobody waits for who tries again after that', async () => {
  const util = {
    ...cart,
    exposes: { ...cart.exposes, './util': 'util-1.js' },
    modules: { ...cart.modules, 'util-1.js': {} },
  }
  // Needs nothing of catalog, but imports from cart, which does.
  const outlet = {
    name: '@mall/outlet',
    exposes: { './Box': 'Box-1.js' },
    modules: { 'Box-1.js': { imports: ['@mall/cart/util'] } },
  }
  await mall.close()
  mall = await serveMall(util, catalog, outlet)
  let fail = () => {}
  mall.remotes['@mall/catalog']?.faults.set('/federation.json', response => {
    fail = () => response.writeHead(503).end() // The first request; further ones hang.
    mall.remotes['@mall/catalog']?.faults.set('/federation.json', () => {})
  })
  const attributes = 'data-manifest-wait="50" data-retries="0"'
  const { page } = await openPage(browser(), mall, { map: { imports: mall.manifests }, attributes })
  const imported = page.evaluate(async () => {
    const codeOf = (name: string) =>
      window.fedmap.import(`@mall/${name}`).then(
        () => 'imported',
        error => error.code,
      )
    codeOf('cart/Widget') // Tries again when it comes to import catalog.
    return Promise.all(['catalog/Price', 'catalog/Price', 'outlet/Box'].map(codeOf))
  })
  await page.evaluate(() => window.fedmap.ready)
  fail()
  expect(await imported).toEqual(['FED-403', 'FED-403', 'imported'])
  await page.close() // The server waits for who waits for it.
})

test.each([
  ['edited by hand', false],
  ['composed beforehand', true],
])('on a map %s a remote that was rejected joins with who brings what it lacks', async (_, isComposed) => {
  const lacking: RemoteSketch = {
    name: '@mall/lacking',
    exposes: { '.': 'main-1.js' },
    modules: { 'main-1.js': { imports: ['react'], body: `e('react', i[0].version)` } },
    shared: { react: { requiredVersion: '^19.0.0' } },
  }
  mall = await serveMall(lacking, catalog, {
    ...lacking,
    name: '@mall/bringing',
    shared: { react: react('19.2.0', '^19') },
  })
  const { '@mall/bringing': manifest = '', ...imports } = mall.manifests
  const map = { imports }
  const opened = await openPage(browser(), mall, { map: isComposed ? composeMap(mall, map) : map })
  expect((await opened.import('@mall/lacking')).code).toBe('FED-203')
  await opened.page.evaluate(url => window.fedmap.registerRemote('@mall/bringing', url), manifest)
  expect((await opened.import('@mall/lacking')).module).toMatchObject({ react: '19.2.0' })
})

test('registerRemote rejects with what keeps the remote from being imported', async () => {
  const { '@mall/search': url = '', ...others } = mall.manifests
  mall.remotes['@mall/search']?.files.set('/federation.json', '[]')
  const { page } = await openPage(browser(), mall, { map: { imports: others } })
  const code = await page.evaluate(
    url => window.fedmap.registerRemote('@mall/search', url).catch(error => error.code),
    url,
  )
  expect(code).toBe('FED-101')
})

/** A fault that answers only when it is told to, and what tells it, once it was asked. */
function held() {
  let answer: (() => void) | undefined
  let asked: () => void
  const isAsked = new Promise<void>(resolve => {
    asked = resolve
  })
  const fault = (response: { end(text: string): void }, text: string) => {
    answer = () => response.end(text)
    asked()
  }
  return [
    fault,
    async () => {
      await isAsked
      answer?.()
    },
  ] as const
}
