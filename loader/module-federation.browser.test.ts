import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { useBrowser } from '../testing/use-browser.js'
import { composeMap } from './testing/compose-map.js'
import { eventsOf, importIn, openPage } from './testing/open-page.js'
import { type Mall, type Origin, serveMall } from './testing/serve-mall.js'
import { cart, catalog, promo, react } from './testing/sketches.js'

const browser = useBrowser()
let mall: Mall

/** Served where promo is: a Module Federation remote, beside the other one. */
let shop: Origin

/** Imports a Module Federation remote's module as it would any other. */
const guest = {
  name: '@mall/guest',
  exposes: { './Widget': 'Widget-1.js' },
  modules: {
    'Widget-1.js': { imports: ['shop/Button', 'react'], body: `e('button', i[0].react); e('react', i[1].version)` },
  },
  shared: { react: react('18.2.0', '~18.2.0') },
}

/** A container by hand, of the least that one has to do. It has its own react, and marks what happens to it. */
const containerSource = (react = '18.3.0') => `(() => {
  let scope
  const own = { get: async () => () => ({ version: 'own' }), from: 'shop' }
  return {
    init(shareScope) {
      (window.inits ??= []).push(shareScope)
      scope = shareScope
      scope.react ??= {}
      scope.react['${react}'] ??= own
      scope.vue ??= { '3.5.0': own }
    },
    async get(expose) {
      const versions = Object.keys(scope.react)
      const module = (await scope.react[versions.sort().at(-1)].get())()
      return () => ({ __esModule: true, default: 'a button', react: module.version, versions: versions.join(), expose })
    },
  }
})()`

const manifestOf = (parts: object = {}, metaData: object = {}) =>
  JSON.stringify({
    name: 'shop',
    metaData: { remoteEntry: { name: 'remoteEntry.js', type: 'global' }, globalName: 'shop', ...metaData },
    exposes: [{ path: './Button' }, { path: '.' }],
    shared: [{ name: 'react', version: '18.3.0', requiredVersion: '~18.2.0' }],
    ...parts,
  })

beforeEach(async () => {
  mall = await serveMall(cart, catalog, promo, guest)
  shop = mall.remotes['@mall/promo'] as Origin
  shop.files.set('/mf-manifest.json', manifestOf())
  shop.files.set('/remoteEntry.js', `var shop = ${containerSource()}`)
})
afterEach(() => mall.close())

const mapWithShop = () => ({ imports: { ...mall.manifests, shop: `${shop.origin}/mf-manifest.json` } })

test.each([
  ['edited by hand', (map: object) => map],
  [
    'composed beforehand',
    ({ imports: { shop, ...others } }: ReturnType<typeof mapWithShop>) => {
      const { fedmap, imports, ...composed } = composeMap(mall, { imports: others }) as Record<string, { from: object }>
      return { ...composed, imports: { ...imports, shop }, fedmap: { ...fedmap, from: { ...fedmap?.from, shop } } }
    },
  ],
])('a page with a map %s imports what a Module Federation remote exposes', async (_case, toMap) => {
  const { page, console } = await openPage(browser(), mall, { map: toMap(mapWithShop()) })
  expect((await importIn(page, 'shop/Button')).module).toEqual({
    default: 'a button',
    react: '18.2.0',
    versions: '18.2.0',
    expose: './Button',
  })
  expect((await importIn(page, 'shop')).module).toMatchObject({ expose: '.' })
  expect((await importIn(page, '@mall/guest/Widget')).module).toMatchObject({ button: '18.2.0', react: '18.2.0' })
  expect(mall.requests.filter(url => url.endsWith('/remoteEntry.js'))).toHaveLength(1)
  expect(await eventsOf(page)).toEqual([expect.objectContaining({ name: 'resolved' })])
  expect(console).toEqual([])
})

test('a page that imports from no such remote loads nothing of it', async () => {
  const { page } = await openPage(browser(), mall, { map: mapWithShop() })
  expect((await importIn(page, '@mall/cart/Widget')).code).toBeUndefined()
  expect(mall.requests.filter(url => /fedmap-mf|mf-manifest|remoteEntry/.test(url))).toEqual([])
})

test.each([
  ['its own copy, where no copy of the page is in its range', '^19.0.0', { react: 'own', versions: '18.3.0' }],
  ['the page’s copy, where any will do', false, { react: '18.2.0', versions: '18.2.0' }],
])('runs on %s', async (_case, requiredVersion, expected) => {
  shop.files.set('/mf-manifest.json', manifestOf({ shared: [{ name: 'react', version: '18.3.0', requiredVersion }] }))
  const { page } = await openPage(browser(), mall, { map: mapWithShop() })
  expect((await importIn(page, 'shop/Button')).module).toMatchObject(expected)
})

test('the entry may be an ES module', async () => {
  shop.files.set('/entry.js', `const container = ${containerSource()}; export const { init, get } = container`)
  shop.files.set('/mf-manifest.json', manifestOf({}, { remoteEntry: { name: 'entry.js', type: 'module' } }))
  const { page } = await openPage(browser(), mall, { map: mapWithShop() })
  expect(await importIn(page, 'shop/Button')).toMatchObject({ module: { react: '18.2.0' } })
})

test('remotes that get the same copies of the page share what it does not have; others do not', async () => {
  for (const [name, requiredVersion] of Object.entries({ second: '~18.2.0', third: '^19.0.0' })) {
    const shared = [{ name: 'react', version: '18.3.0', requiredVersion }]
    const metaData = { globalName: name, remoteEntry: { name: `${name}.js` } }
    shop.files.set(`/${name}/mf-manifest.json`, manifestOf({ name, shared }, metaData))
    shop.files.set(`/${name}/${name}.js`, `var ${name} = ${containerSource()}`)
  }
  const map = mapWithShop()
  const imports = {
    ...map.imports,
    second: `${shop.origin}/second/mf-manifest.json`,
    third: `${shop.origin}/third/mf-manifest.json`,
  }
  const { page } = await openPage(browser(), mall, { map: { imports } })
  for (const name of ['shop', 'second', 'third']) expect((await importIn(page, `${name}/Button`)).code).toBeUndefined()
  const same = await page.evaluate(() => {
    const { inits } = window as unknown as { inits: Record<string, unknown>[] }
    return inits.map(scope => [scope === inits[0], scope.vue === inits[0]?.vue])
  })
  expect(same).toEqual([
    [true, true],
    [true, true],
    [false, false],
  ])
})

test('an override leads to another build of it', async () => {
  shop.files.set('/local/mf-manifest.json', manifestOf({ exposes: [{ path: './New' }] }))
  shop.files.set('/local/remoteEntry.js', `var shop = ${containerSource()}`)
  const { page } = await openPage(browser(), mall, {
    map: mapWithShop(),
    head: '<meta name="importmap-type" content="systemjs-importmap" use-injector><script src="/panel.js"></script>',
  })
  await page.evaluate(
    url => localStorage.setItem('import-map-override:shop', url),
    `${shop.origin}/local/mf-manifest.json`,
  )
  await page.reload()
  expect((await importIn(page, 'shop/New')).module).toMatchObject({ expose: './New' })
  expect((await importIn(page, '@mall/cart/Widget')).code).toBeUndefined()
})

describe('one that fails is the only one that does, and is tried again', () => {
  const manifest = '/mf-manifest.json'
  const entry = '/remoteEntry.js'
  const throwing = (what: string) => `var shop = Object.assign(${containerSource()}, { ${what} })`

  test.each<[string, string, string, string | undefined]>([
    ['no manifest', 'FED-403', manifest, undefined],
    ['a page for a manifest', 'FED-404', manifest, '<!doctype html>'],
    ['a list for a manifest', 'FED-101', manifest, '[]'],
    ['a wrong type', 'FED-103', manifest, manifestOf({ exposes: 7 })],
    ['a range that is none', 'FED-106', manifest, manifestOf({ shared: [{ name: 'a', requiredVersion: 'catalog:' }] })],
    ['code for a path', 'FED-107', manifest, manifestOf({}, { getPublicPath: 'return "/"' })],
    ['no entry', 'FED-406', entry, undefined],
    [
      'an ES entry that is missing',
      'FED-406',
      manifest,
      manifestOf({}, { remoteEntry: { name: 'x.js', type: 'module' } }),
    ],
    ['an entry that sets another global', 'FED-436', entry, `var store = ${containerSource()}`],
    ['an entry that throws', 'FED-436', entry, 'throw Error("no shop today")'],
    ['a container that does not set itself up', 'FED-437', entry, throwing('init() { throw Error("no shop today") }')],
    ['a container that does not give', 'FED-437', entry, throwing('async get() { throw Error("no button today") }')],
    ['a module that throws', 'FED-407', entry, throwing('async get() { return () => { throw Error("no") } }')],
    ['a module that it does not expose', 'FED-431', manifest, manifestOf({ exposes: [{ path: './Other' }] })],
  ])('%s: %s', async (_case, code, path, damaged) => {
    const sound = shop.files.get(path) as string
    if (damaged === undefined) shop.files.delete(path)
    else shop.files.set(path, damaged)
    const opened = await openPage(browser(), mall, { map: mapWithShop(), attributes: 'data-retries="0"' })
    const failed = await opened.import('shop/Button')
    expect(failed).toMatchObject({ code, message: expect.stringContaining(code) })
    expect((await opened.import('@mall/cart/Widget')).code).toBeUndefined()
    expect((await opened.import('@mall/promo')).code).toBeUndefined()

    shop.files.set(path, sound)
    // A container that is there is kept, however it fails, since its script must not run twice.
    const isKept = code === 'FED-437' || code === 'FED-407' || code === 'FED-431'
    if (!isKept) expect((await opened.import('shop/Button')).code).toBeUndefined()
  })

  test('an entry that hangs hangs no import, the second as little as the first', async () => {
    shop.faults.set(entry, () => {})
    const attributes = 'data-retries="0" data-module-timeout="500"'
    const opened = await openPage(browser(), mall, { map: mapWithShop(), attributes })
    for (let time = 0; time < 2; time++) expect((await opened.import('shop/Button')).code).toBe('FED-406')
    shop.faults.clear()
    expect((await opened.import('shop/Button')).code).toBeUndefined()
  })

  test('an origin that is not allowed: FED-410', async () => {
    shop.files.set(manifest, manifestOf({}, { publicPath: 'https://elsewhere.test/' }))
    const origins = Object.values(mall.remotes).map(({ origin }) => origin)
    const opened = await openPage(browser(), mall, {
      map: mapWithShop(),
      attributes: `data-allowed-origins="${origins.join(' ')}"`,
    })
    expect(await opened.import('shop/Button')).toMatchObject({
      code: 'FED-410',
      message: expect.stringContaining('elsewhere'),
    })
  })

  test('the native engine takes none: FED-412', async () => {
    const imports = { shop: `${shop.origin}/mf-manifest.json` }
    const opened = await openPage(browser(), mall, {
      map: { imports },
      tags: '<script type="systemjs-importmap" src="/importmap.json"></script><script src="/fedmap-native.js"></script>',
    })
    expect(await opened.import('shop/Button')).toMatchObject({ code: 'FED-412', where: { specifier: 'shop/Button' } })
  })

  test('a part of the loader that is of another version is not run', async () => {
    mall.page.files.set(
      '/fedmap-mf.js',
      'System.register([], e => ({ execute() { e("createModuleFederation", alert) } }))',
    )
    const opened = await openPage(browser(), mall, { map: mapWithShop() })
    expect(await opened.import('shop/Button')).toMatchObject({
      code: 'FED-406',
      message: expect.stringContaining('fedmap-mf.js'),
    })
  })
})
