import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { roundsOf } from '../testing/rounds.js'
import { useBrowser } from '../testing/use-browser.js'
import { composeMap } from './testing/compose-map.js'
import { importIn, openPage } from './testing/open-page.js'
import { type Mall, serveMall } from './testing/serve-mall.js'
import { cart, catalog } from './testing/sketches.js'

const browser = useBrowser()
const formats = ['system', 'esm'] as const
let mall: Mall

beforeAll(async () => {
  mall = await serveMall({ ...cart, formats }, { ...catalog, formats })
  // A round is what waits for an answer: with slow answers the two can be told apart.
  for (const origin of [mall.page, ...Object.values(mall.remotes)]) origin.latency = 60
})
beforeEach(() => {
  mall.requests.length = 0
})
afterAll(async () => {
  await mall.close()
})

const tags = `<link rel="preload" as="fetch" crossorigin href="/importmap.json">
  <script type="systemjs-importmap" src="/importmap.json"></script>
  <script src="/fedmap-native.js" data-import="@mall/cart/Widget"></script>`

test.each([
  ['edited by hand', 4, () => ({ imports: mall.manifests })],
  ['composed beforehand', 3, () => composeMap(mall, { imports: mall.manifests }, 'esm')],
])(
  'natively, a map %s takes %i rounds, all of the first view in the last, each file once',
  async (_case, count, map) => {
    const { page, console } = await openPage(browser(), mall, { map: map(), tags })
    await page.waitForFunction(() => 'loadLazy' in window)
    const rounds = await roundsOf(page)
    expect(rounds).toHaveLength(count)
    const copy = 'esm/shared/react@18.2.0-b1'
    const modules = ['esm/Widget-1.js', 'esm/c-1.js', 'esm/Price-1.js', `${copy}/index.js`, `${copy}/chunk-1.js`]
    for (const file of [...modules, 'assets/Widget-1.css', 'assets/Price-1.css']) {
      expect(rounds.at(-1)).toContainEqual(expect.stringMatching(`/${file}$`))
    }
    expect([...mall.requests].sort()).toEqual([...new Set(mall.requests)].sort())
    expect(console).toEqual([])
    const { module } = await importIn(page, '@mall/cart/Widget')
    expect(module).toMatchObject({ style: expect.stringContaining('here') })
  },
)

test('natively too, a name that is not there is told from others, and the page explains itself', async () => {
  const map = composeMap(mall, { imports: mall.manifests }, 'esm')
  const opened = await openPage(browser(), mall, { map, tags })
  expect(await opened.import('@mall/cart/Wigdet')).toMatchObject({
    code: 'FED-303',
    message: expect.stringMatching(/@mall\/cart has no such expose\. .*Did you mean '@mall\/cart\/Widget'\?$/),
  })
  expect(await opened.page.evaluate(() => window.fedmap.explain())).toContain('2 remotes')
})

test('where only the native loader cannot have the map, SystemJS does not wait for it', async () => {
  mall.page.faults.set('/importmap.json', (response, text) => {
    if (mall.requests.filter(url => url.endsWith('/importmap.json')).length > 1) response.writeHead(503).end()
    else response.end(text)
  })
  const opened = await openPage(browser(), mall, {
    map: { imports: mall.manifests },
    head: '<script>caches.open = () => Promise.reject(Error("this browser keeps nothing"))</script>',
    tags: `<script type="systemjs-importmap" src="/importmap.json"></script>
      <script src="/fedmap.js"></script><script src="/fedmap-native.js" data-retries="0"></script>`,
  })
  const failed = await opened.page.evaluate(() => window.fedmapNative.ready.catch(({ code }) => code))
  expect(failed).toBe('FED-401')
  expect((await opened.import('@mall/cart/Widget')).module).toMatchObject({ react: '18.2.0' })
  mall.page.faults.clear()
})
