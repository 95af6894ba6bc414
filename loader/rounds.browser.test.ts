import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { roundsOf } from '../testing/rounds.js'
import { useBrowser } from '../testing/use-browser.js'
import { composeMap } from './testing/compose-map.js'
import { openPage } from './testing/open-page.js'
import { type Mall, serveMall } from './testing/serve-mall.js'
import { cart, catalog, promo } from './testing/sketches.js'

const browser = useBrowser()
let mall: Mall

beforeAll(async () => {
  const formats = ['system', 'esm'] as const
  mall = await serveMall({ ...cart, formats }, { ...catalog, formats }, { ...promo, formats })
  // A round is what waits for an answer: with slow answers the two can be told apart.
  for (const origin of [mall.page, ...Object.values(mall.remotes)]) origin.latency = 60
})
beforeEach(() => {
  mall.requests.length = 0
})
afterAll(async () => {
  await mall.close()
})

const firstView = [
  'Widget-1.js',
  'c-1.js',
  'shared/react@18.2.0-b1/index.js',
  'shared/react@18.2.0-b1/chunk-1.js',
  'Price-1.js',
  'assets/Widget-1.css',
  'assets/Price-1.css',
]

const scriptTags = `<script type="systemjs-importmap" src="/importmap.json"></script>
  <script src="/fedmap.js" data-import="@mall/cart/Widget"></script>`
const preloadOfMap = '<link rel="preload" as="fetch" crossorigin href="/importmap.json">'

test.each([
  ['a map edited by hand', 4, preloadOfMap + scriptTags, () => ({ imports: mall.manifests })],
  ['a map composed beforehand', 3, preloadOfMap + scriptTags, () => composeMap(mall, { imports: mall.manifests })],
])('%s: %i rounds, all of the first view in the last', async (_case, count, tags, map) => {
  const { page } = await openPage(browser(), mall, { map: map(), tags })
  await page.waitForFunction(() => 'loadLazy' in window)
  const rounds = await roundsOf(page)
  expect(rounds).toHaveLength(count)
  for (const file of firstView) expect(rounds.at(-1)).toContainEqual(expect.stringMatching(`/${file}$`))
  expect(mall.requests.filter(url => url.endsWith('importmap.json'))).toHaveLength(1)
  expect([...mall.requests].sort()).toEqual([...new Set(mall.requests)].sort())
})

test('map and preload links in the page: 2 rounds', async () => {
  const map = composeMap(mall, { imports: mall.manifests })
  const integrity = map.integrity as Record<string, string>
  const links = Object.entries(integrity)
    .filter(([url]) => firstView.some(file => url.endsWith(`/${file}`)))
    .map(([url, hash]) => {
      const as = url.endsWith('.css') ? 'style' : 'script'
      return `<link rel="preload" as="${as}" crossorigin integrity="${hash}" href="${url}">`
    })
  const tags = `${links.join('')}<script type="systemjs-importmap">${JSON.stringify(map)}</script>
    <script src="/fedmap.js" data-import="@mall/cart/Widget"></script>`
  const { page, console } = await openPage(browser(), mall, { tags })
  await page.waitForFunction(() => 'loadLazy' in window)
  expect(await roundsOf(page)).toHaveLength(2)
  expect([...mall.requests].sort()).toEqual([...new Set(mall.requests)].sort())
  expect(console).toEqual([])
})

test.each([
  ['fedmap.js', '@mall/catalog/Price', 'Price-1.js'],
  ['fedmap.js', '@mall/promo', 'main-1.js'],
  ['fedmap-native.js', '@mall/promo', 'main-1.js'],
])('by %s what runs first, %s, is requested first, with what it is going to import', async (file, main, module) => {
  const script = `<script src="/${file}" data-import="${main}" data-preload="@mall/cart/Widget"></script>`
  const map = '<script type="systemjs-importmap" src="/importmap.json"></script>'
  const { page } = await openPage(browser(), mall, {
    map: { imports: mall.manifests },
    tags: preloadOfMap + map + script,
  })
  await page.waitForLoadState('networkidle')
  const rounds = await roundsOf(page)
  expect(rounds).toHaveLength(4)
  const modules = rounds[3]!.filter(url => url.endsWith('.js')).map(url => url.slice(url.lastIndexOf('/') + 1))
  expect(modules[0]).toBe(module)
  expect(modules).toContain('Widget-1.js')
})

test('a lazy part comes with its closure in one round, its stylesheet before it runs', async () => {
  const { page } = await openPage(browser(), mall, { map: { imports: mall.manifests } })
  await page.evaluate(() => window.fedmap.import('@mall/cart/Widget'))
  const before = mall.requests.length
  const rounds = (await roundsOf(page)).length
  const style = await page.evaluate(async () => {
    const { loadLazy } = window as unknown as { loadLazy: () => Promise<{ style: string }> }
    return (await loadLazy()).style
  })
  expect(style).toContain('here')
  const requested = mall.requests.slice(before).map(url => url.slice(url.lastIndexOf('/') + 1))
  expect(requested.sort()).toEqual(['lazy-1.css', 'lazy-1.js', 'lazy-2.js'])
  expect(await roundsOf(page)).toHaveLength(rounds + 1)
})

test('the composing part is of the same build, or it is not run', async () => {
  mall.page.files.set('/fedmap-compose.js', 'System.register([], e => ({ execute() { e("createRemotes", alert) } }))')
  const opened = await openPage(browser(), mall, { map: { imports: mall.manifests } })
  expect(await opened.import('@mall/cart/Widget')).toMatchObject({ code: 'FED-408' })
  mall.page.files.delete('/fedmap-compose.js')
  expect(await opened.import('@mall/cart/Widget')).toMatchObject({ module: { react: '18.2.0' } })
})
