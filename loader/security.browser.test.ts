import { afterEach, describe, expect, test } from 'vitest'
import { overridesPanel } from '../testing/overrides-panel.js'
import { useBrowser } from '../testing/use-browser.js'
import { composeMap } from './testing/compose-map.js'
import { eventsOf, importIn, openPage, untilKept } from './testing/open-page.js'
import { type Mall, serveMall } from './testing/serve-mall.js'
import { cart, catalog, react } from './testing/sketches.js'

const browser = useBrowser()
let mall: Mall

afterEach(() => mall.close())

describe('under a strict policy, with trusted types', () => {
  const tags = `<meta name="importmap-type" content="systemjs-importmap" use-injector>
    <script type="systemjs-importmap" src="/importmap.json"></script>
    <script src="/panel.js"></script>
    <script src="/fedmap.js"></script>
    </head><body><import-map-overrides-full style-nonce="n0nce"></import-map-overrides-full>`

  async function openStrictly(map: object) {
    const origins = [...Object.values(mall.remotes)].map(({ origin }) => origin).join(' ')
    mall.page.headers.set('/', {
      'Content-Security-Policy': `default-src 'none'; img-src data:; script-src 'self' ${origins};
        style-src 'self' ${origins} 'nonce-n0nce'; connect-src 'self' ${origins};
        require-trusted-types-for 'script'; trusted-types fedmap`.replace(/\s+/g, ' '),
    })
    return openPage(browser(), mall, { map, tags, hasListener: false })
  }

  test('imports, lazy parts, stylesheets, the panel and its overrides work, and nothing complains', async () => {
    const local = { ...cart, name: '@mall/local', version: '2.0.0', shared: { react: react('18.3.1', '^18.3.0') } }
    mall = await serveMall(cart, catalog, local)
    const { '@mall/local': localManifest = '', ...imports } = mall.manifests
    const { page, console } = await openStrictly({ imports })
    expect(await importIn(page, '@mall/cart/Widget')).toMatchObject({
      module: { react: '18.2.0', style: expect.stringContaining('here') },
    })
    const lazy = await page.evaluate(async () => {
      const { loadLazy } = window as unknown as { loadLazy: () => Promise<{ style: string }> }
      return (await loadLazy()).style
    })
    expect(lazy).toContain('here')

    await overridesPanel(page, () => page.reload()).override('@mall/cart', localManifest)
    expect(await importIn(page, '@mall/cart/Widget')).toMatchObject({ module: { react: '18.3.1' } })
    expect(console).toEqual([])
  })

  test('what is not of the map is not run', async () => {
    mall = await serveMall(cart, catalog)
    mall.page.files.set('/other.js', 'System.register([], e => ({ execute() { e("ran", true) } }))')
    mall.page.files.set('/lib/a.js', 'System.register([], e => ({ execute() { e("ran", true) } }))')
    const { page } = await openStrictly({ imports: { ...mall.manifests, 'lib/': '/lib/' } })
    expect((await importIn(page, '/other.js')).code).toBe('FED-406')
    expect((await importIn(page, 'lib/a.js')).module).toEqual({ ran: true })
  })
})

test('in a sandbox, where the page has no origin, all is requested as from another one', async () => {
  mall = await serveMall(cart, catalog)
  mall.page.headers.set('/', { 'Content-Security-Policy': 'sandbox allow-scripts' })
  const { page, console } = await openPage(browser(), mall, { map: { imports: mall.manifests } })
  expect(await importIn(page, '@mall/cart/Widget')).toMatchObject({ module: { react: '18.2.0' } })
  expect(console).toEqual([])
})

describe('integrity', () => {
  const shared = { react: react('18.2.0', '~18.2.0') }
  const shop = {
    ...cart,
    modules: { ...cart.modules, 'Widget-1.js': { imports: ['c-1.js', 'react'], css: ['Widget-1.css'] } },
    shared,
  }
  const twin = { name: '@mall/twin', exposes: {}, modules: {}, shared }

  test.each([
    ['/system/Widget-1.js', 'FED-406'],
    ['/system/c-1.js', 'FED-406'],
    ['/system/shared/react@18.2.0-b1/index.js', 'fallback'],
    ['/system/shared/react@18.2.0-b1/chunk-1.js', 'fallback'],
    ['/assets/Widget-1.css', 'warning'],
  ])('a changed byte in %s: %s', async (file, outcome) => {
    mall = await serveMall(shop, twin)
    const origin = mall.remotes['@mall/cart']
    const text = origin?.files.get(file) as string
    origin?.files.set(file, text.replace(/\n?$/, ' '))
    const { page } = await openPage(browser(), mall, { map: { imports: mall.manifests } })
    const { code } = await importIn(page, '@mall/cart/Widget')
    const events = (await eventsOf(page)).map(({ name }) => name).filter(name => name !== 'resolved')
    expect([code, events]).toEqual(outcome === 'FED-406' ? [outcome, []] : [undefined, [outcome]])
  })
})

test('a stand-in is held to the same hash', async () => {
  const shared = { react: react('18.2.0', '~18.2.0') }
  const shop = { ...cart, modules: { 'Widget-1.js': { imports: ['react'] } }, shared }
  mall = await serveMall(shop, { name: '@mall/twin', exposes: {}, modules: {}, shared })
  const file = '/system/shared/react@18.2.0-b1/index.js'
  for (const { files } of Object.values(mall.remotes)) files.set(file, `${files.get(file)} `)
  const opened = await openPage(browser(), mall, { map: { imports: mall.manifests } })
  const { code, where } = await opened.import('@mall/cart/Widget')
  expect(code).toBe('FED-406')
  expect(where?.tried?.map(({ why }) => why)).toEqual(Array(2).fill(expect.stringContaining('was blocked')))
})

describe('allowedOrigins', () => {
  test('hold for a map that was composed beforehand', async () => {
    mall = await serveMall(cart, catalog)
    const attributes = `data-allowed-origins="${mall.remotes['@mall/catalog']?.origin}"`
    const { page } = await openPage(browser(), mall, { map: composeMap(mall, { imports: mall.manifests }), attributes })
    expect((await importIn(page, '@mall/cart/Widget')).code).toBe('FED-410')
    expect((await importIn(page, '@mall/catalog/Price')).module).toMatchObject({ react: '18.3.1' })
  })

  test('hold for where a manifest was redirected to when the map was composed', async () => {
    mall = await serveMall(cart)
    const elsewhere = await serveMall(cart)
    const [here, there] = [mall, elsewhere].map(({ manifests }) => manifests['@mall/cart'] as string)
    const composed = JSON.stringify(composeMap(elsewhere, { imports: { '@mall/cart': there } }))
    mall.remotes['@mall/cart']?.faults.set('/federation.json', response =>
      response.writeHead(302, { Location: there }).end(),
    )
    const attributes = `data-allowed-origins="${mall.remotes['@mall/cart']?.origin}"`
    const map = composed.replaceAll(there as string, here as string)
    const { page } = await openPage(browser(), mall, { map, attributes })
    expect((await importIn(page, '@mall/cart/Widget')).code).toBe('FED-410')
    expect(elsewhere.requests.filter(url => url.endsWith('.js'))).toEqual([])
    await elsewhere.close()
  })

  test('hold for the map, and for where a manifest is redirected to, whatever is kept of it', async () => {
    mall = await serveMall(cart, catalog)
    const elsewhere = await serveMall({ ...cart, name: '@mall/elsewhere' })
    const attributes = `data-allowed-origins="${Object.values(mall.remotes)
      .map(({ origin }) => origin)
      .join(' ')}"`
    const map = { imports: { ...mall.manifests, ...elsewhere.manifests } }
    const { page } = await openPage(browser(), mall, { map, attributes })
    expect((await importIn(page, '@mall/elsewhere/Widget')).code).toBe('FED-410')
    await untilKept({ page }, mall.manifests['@mall/cart'] as string)
    mall.remotes['@mall/cart']?.faults.set('/federation.json', response =>
      response.writeHead(302, { Location: elsewhere.manifests['@mall/elsewhere'] as string }).end(),
    )
    await page.reload({ waitUntil: 'domcontentloaded' })
    expect((await importIn(page, '@mall/cart/Widget')).code).toBe('FED-410')
    expect((await importIn(page, '@mall/catalog/Price')).code).toBeUndefined()
    expect(elsewhere.requests.filter(url => url.endsWith('.js'))).toEqual([])
    await elsewhere.close()
  })
})

test('keys that mean something to JavaScript mean nothing to the loader', async () => {
  mall = await serveMall(catalog)
  const map = `{"imports": {"__proto__": "/evil.js", "constructor": "/evil.js", "@mall/catalog": "${mall.manifests['@mall/catalog']}"},
    "scopes": {"__proto__": {"react": "/evil.js"}}, "integrity": {"__proto__": "sha384-x"},
    "fedmap": {"__proto__": {"lazy": ["@mall/catalog"]}}}`
  const { page, import: importSpecifier } = await openPage(browser(), mall, { map })
  expect((await importSpecifier('@mall/catalog/Price')).code).toBeUndefined()
  expect((await importSpecifier('toString')).code).toBe('FED-303')
  expect(await page.evaluate(() => Object.keys(Object.prototype))).toEqual([])
  expect(mall.requests.join()).not.toContain('evil')
})
