import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { useBrowser } from '../testing/use-browser.js'
import { composeMap } from './testing/compose-map.js'
import { eventsOf, openPage } from './testing/open-page.js'
import { type Mall, serveMall } from './testing/serve-mall.js'
import { cart, catalog, promo } from './testing/sketches.js'

const browser = useBrowser()
let mall: Mall

beforeEach(async () => {
  mall = await serveMall(cart, catalog, promo)
})
afterEach(() => mall.close())

const mapTag = '<script type="systemjs-importmap" src="/importmap.json"></script>'
const script = '<script src="/fedmap.js"></script>'

describe('an import map that cannot be had is one clear error', () => {
  test.each([
    ['missing', mapTag + script, undefined, 'FED-401'],
    ['a page', mapTag + script, '<!doctype html>', 'FED-402'],
    ['inline and cut off', `<script type="systemjs-importmap">{"imports":{</script>${script}`, undefined, 'FED-402'],
    ['a list', mapTag + script, '[]', 'FED-301'],
    ['without an object of imports', mapTag + script, '{"imports":[]}', 'FED-302'],
    ['after the script', script + mapTag, '{}', 'FED-405'],
  ])('%s: %s', async (_case, tags, map, code) => {
    const opened = await openPage(browser(), mall, { tags, map })
    const { code: found, message } = await opened.import('@mall/promo/Banner')
    expect(found).toBe(code)
    expect(message).toContain(mall.page.origin)
    expect(await opened.page.evaluate(() => window.fedmap.ready.catch(error => error.code))).toBe(code)
    expect(opened.console.filter(text => text.includes(`[fedmap] ${code}`))).toHaveLength(1)
  })
})

describe('a remote that fails is the only one that does', () => {
  const manifest = '/federation.json'
  test.each<[string, string, (mall: Mall) => void]>([
    ['a manifest that is missing', 'FED-403', ({ remotes }) => remotes['@mall/cart']?.files.delete(manifest)],
    ['a server that is down', 'FED-403', ({ remotes }) => void remotes['@mall/cart']?.close()],
    ['a page for a manifest', 'FED-404', ({ remotes }) => remotes['@mall/cart']?.files.set(manifest, '<!doctype>')],
    ['a list for a manifest', 'FED-101', ({ remotes }) => remotes['@mall/cart']?.files.set(manifest, '[]')],
    ['a newer format', 'FED-102', ({ remotes }) => change(remotes['@mall/cart'], { formatVersion: 2 })],
    ['a wrong type', 'FED-103', ({ remotes }) => change(remotes['@mall/cart'], { modules: 7 })],
    [
      'a path that leaves its folder',
      'FED-104',
      ({ remotes }) => change(remotes['@mall/cart'], { exposes: { './Widget': { file: '../../x.js', peers: [] } } }),
    ],
    [
      'a range that is none',
      'FED-106',
      ({ remotes }) => change(remotes['@mall/cart'], { shared: { react: { requiredVersion: 'eighteen' } } }),
    ],
    [
      'no copy that will do',
      'FED-203',
      ({ remotes }) =>
        change(remotes['@mall/cart'], {
          shared: { react: { requiredVersion: '^20.0.0', uses: { '.': '*' }, copies: [] } },
        }),
    ],
    ['an expose that is not there', 'FED-303', ({ remotes }) => change(remotes['@mall/cart'], { exposes: {} })],
    [
      'a module that is missing',
      'FED-406',
      ({ remotes }) => remotes['@mall/cart']?.files.delete('/system/Widget-1.js'),
    ],
    ['a chunk that is missing', 'FED-406', ({ remotes }) => remotes['@mall/cart']?.files.delete('/system/c-1.js')],
  ])('%s: %s', async (_case, code, damage) => {
    damage(mall)
    const opened = await openPage(browser(), mall, { map: { imports: mall.manifests } })
    const failed = await opened.import('@mall/cart/Widget')
    expect(failed.code).toBe(code)
    expect(failed.message).toContain(code)
    expect((await opened.import('@mall/catalog/Price')).module).toMatchObject({ react: expect.stringMatching(/^18/) })
    expect((await opened.import('@mall/promo/Banner')).code).toBeUndefined()
    expect((await opened.import('@mall/promo')).code).toBeUndefined()
  })

  test('also where it was found beforehand, when the map was composed', async () => {
    const copies = { react: { requiredVersion: '^20.0.0', uses: { '.': '*' }, copies: [] } }
    change(mall.remotes['@mall/cart'], { shared: copies })
    const opened = await openPage(browser(), mall, { map: composeMap(mall, { imports: mall.manifests }) })
    expect(await opened.import('@mall/cart/Widget')).toMatchObject({
      code: 'FED-203',
      message: expect.stringContaining('^20.0.0'),
    })
    expect((await opened.import('@mall/catalog/Price')).code).toBeUndefined()
    const explained = await opened.page.evaluate(() => window.fedmap.explain())
    expect(explained).toContain('3 remotes, 1 rejected')
    expect(explained).toContain('@mall/cart is rejected: it needs react in ^20.0.0')
    expect((await opened.import('@mall/cart/Widget')).code).toBe('FED-203')
    expect(await eventsOf(opened.page)).toEqual([
      { name: 'rejected', remote: '@mall/cart', code: 'FED-203' },
      { name: 'resolved', remotes: ['@mall/catalog', '@mall/promo'] },
    ])
    expect(opened.console).toEqual([expect.stringContaining('@mall/cart cannot be imported. FED-203')])
  })

  test('a malformed entry costs that entry, with a warning', async () => {
    const map = { imports: { ...mall.manifests, '@mall/cart': 7, plain: 'not a url' } }
    const opened = await openPage(browser(), mall, { map })
    expect((await opened.import('plain')).code).toBe('FED-304')
    expect((await opened.import('@mall/promo')).code).toBeUndefined()
    const messages = (await eventsOf(opened.page)).map(({ message }) => message)
    expect(messages).toContainEqual(expect.stringContaining('"plain" is blocked'))
  })

  test('a module that throws says what it threw', async () => {
    mall.remotes['@mall/promo']?.files.set(
      '/system/Banner-1.js',
      'System.register([], () => ({ execute() { throw Error("no banner today") } }))',
    )
    change(mall.remotes['@mall/promo'], { integrity: {} })
    const opened = await openPage(browser(), mall, { map: { imports: mall.manifests } })
    expect(await opened.import('@mall/promo/Banner')).toMatchObject({
      code: 'FED-407',
      cause: 'Error: no banner today',
      where: { remote: '@mall/promo', specifier: '@mall/promo/Banner' },
    })
  })
})

describe('a name that is not there', () => {
  test.each(['by hand', 'beforehand'])('is told from others, on a map composed %s', async how => {
    const written = { imports: mall.manifests }
    const opened = await openPage(browser(), mall, { map: how === 'by hand' ? written : composeMap(mall, written) })
    expect(await opened.import('@mall/cart/Wigdet')).toMatchObject({
      code: 'FED-303',
      message: expect.stringMatching(/@mall\/cart has no such expose\. .*Did you mean '@mall\/cart\/Widget'\?$/),
      where: { remote: '@mall/cart', specifier: '@mall/cart/Wigdet' },
    })
    expect(await opened.import('@mall/crat/Widget')).toMatchObject({
      code: 'FED-303',
      message: expect.stringMatching(
        /nor in the import map\. .*remotes are @mall\/cart, @mall\/catalog, @mall\/promo\./,
      ),
    })
  })

  test('is still said where the words for it cannot be had', async () => {
    const opened = await openPage(browser(), mall, { map: composeMap(mall, { imports: mall.manifests }) })
    await opened.page.route('**/fedmap-developer.js', route => route.abort())
    expect(await opened.import('@mall/cart/Wigdet')).toMatchObject({
      code: 'FED-303',
      message: expect.stringMatching(/"@mall\/cart\/Wigdet", .* nor in the import map\.$/),
    })
  })

  test.each([[undefined], [null], [''], [7]])('is what is no name: %j', async name => {
    const opened = await openPage(browser(), mall, { map: { imports: mall.manifests } })
    const messages = await opened.page.evaluate(async name => {
      const { ready, import: load, preload, resolve } = window.fedmap
      await ready
      const asked = [load, preload, async (name: string) => resolve(name)].map(ask => ask(name as unknown as string))
      return (await Promise.allSettled(asked)).map(result => result.status === 'rejected' && result.reason.message)
    }, name)
    const said = expect.stringMatching(`^FED-303 The specifier is not mapped: "${name}", imported by `)
    expect(messages).toEqual([said, said, said])
  })
})

function change(origin: Mall['page'] | undefined, parts: object): void {
  const manifest = JSON.parse(origin?.files.get('/federation.json') as string)
  origin?.files.set('/federation.json', JSON.stringify({ ...manifest, ...parts }))
}
