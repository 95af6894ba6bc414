import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { overridesPanel } from '../testing/overrides-panel.js'
import { useBrowser } from '../testing/use-browser.js'
import { composeMap } from './testing/compose-map.js'
import { eventsOf, importIn, openPage } from './testing/open-page.js'
import { type Mall, serveMall } from './testing/serve-mall.js'
import { cart, catalog, promo, react } from './testing/sketches.js'

const browser = useBrowser()
let mall: Mall
/** A developer's own build of cart: newer, and on another React. */
let local: Mall

beforeAll(async () => {
  mall = await serveMall(cart, catalog, promo)
  local = await serveMall({ ...cart, version: '2.0.0', shared: { react: react('18.3.1', '^18.3.0') } })
  local.page.files.set('/my-react.js', `System.register([], e => ({ execute() { e('version', 'mine') } }))`)
})
afterAll(async () => {
  await mall.close()
  await local.close()
})

const tags = `<meta name="importmap-type" content="systemjs-importmap" use-injector>
  <link rel="preload" as="fetch" crossorigin href="/importmap.json">
  <script type="systemjs-importmap" src="/importmap.json"></script>
  <script src="/panel.js"></script>
  <script src="/fedmap.js"></script>
  </head><body><import-map-overrides-full></import-map-overrides-full>`

test.each([
  ['edited by hand', () => ({ imports: mall.manifests })],
  ['composed beforehand', () => composeMap(mall, { imports: mall.manifests })],
])('the panel overrides, disables and resets a remote, by URL and by port, on a map %s', async (_case, map) => {
  const { page, console } = await openPage(browser(), mall, { map: map(), tags })
  const panel = panelOf(page)
  expect(await widget(page)).toMatchObject({ react: '18.2.0', price: '18.2.0' })

  const { origin, port } = addressOf(local)
  await panel.override('@mall/cart', `${origin}/federation.json`)
  const overridden = { url: `${origin}/system/Widget-1.js`, react: '18.3.1', price: '18.3.1' }
  expect(await widget(page)).toMatchObject(overridden)

  await panel.disable('@mall/cart')
  expect(await widget(page)).toMatchObject({ react: '18.2.0' })
  await panel.override('@mall/cart', port)
  expect(await widget(page)).toMatchObject(overridden)
  await panel.reset()
  expect(await widget(page)).toMatchObject({ react: '18.2.0' })
  expect(console).toEqual([])
})

test.each([
  ['where the page says so', 'use-injector allow-query-param-override', '18.3.1'],
  ['and nowhere else', 'use-injector', '18.2.0'],
])('a link overrides %s', async (_case, attributes, version) => {
  const map = { imports: mall.manifests }
  const { page } = await openPage(browser(), mall, { map, tags: tags.replace('use-injector', attributes) })
  const overrides = { imports: { '@mall/cart': local.manifests['@mall/cart'] } }
  await page.goto(`${page.url()}?imo=${encodeURIComponent(JSON.stringify(overrides))}`)
  await page.evaluate(() => window.fedmap.ready)
  expect(await widget(page)).toMatchObject({ react: version, price: version })
})

test('a remote that is overridden is waited for, however long its server takes', async () => {
  const options = {
    map: { imports: mall.manifests },
    tags: tags.replace('<script src="/fed', '<script data-manifest-wait="50" src="/fed'),
  }
  const { page } = await openPage(browser(), mall, options)
  const [origin] = Object.values(local.remotes)
  origin!.latency = 600
  await panelOf(page).override('@mall/cart', local.manifests['@mall/cart'] as string)
  origin!.latency = 0
  // Composed in late, it would have left catalog, which does not import it, where it was.
  expect(await importIn(page, '@mall/catalog/Price')).toMatchObject({ module: { react: '18.3.1' } })
  const late = (await eventsOf(page)).filter(({ name }) => name === 'late')
  expect(late).toEqual([])
  expect(await widget(page)).toMatchObject({ react: '18.3.1', price: '18.3.1' })
})

test.each([
  ['react@18.2.0', 'mine'],
  ['react', 'mine'],
  ['react@17.0.2', '18.2.0'],
])('an override of %s holds in every scope: %s', async (name, version) => {
  const map = composeMap(mall, { imports: mall.manifests })
  const { page } = await openPage(browser(), mall, { map, tags })
  await panelOf(page).add(name, `${local.page.origin}/my-react.js`)
  expect(await widget(page)).toMatchObject({ react: version, price: version })
})

test('the map in force is in the page, for panel and tools, under what people wrote', async () => {
  const { page } = await openPage(browser(), mall, { map: { imports: mall.manifests }, tags })
  await importIn(page, '@mall/promo')
  const maps = await page.evaluate(async () => {
    const { getDefaultMap } = (window as never as { importMapOverrides: { getDefaultMap(): Promise<unknown> } })
      .importMapOverrides
    return (await getDefaultMap()) as { imports: Record<string, string>; scopes: Record<string, object> }
  })
  expect(maps.imports['@mall/cart']).toBe(mall.manifests['@mall/cart'])
  expect(maps.imports['@mall/cart/Widget']).toContain('/system/Widget-1.js')
  expect(maps.imports['react@18.2.0']).toContain('/system/shared/react@18.2.0-b1/index.js')
  expect(maps.scopes[`${mall.remotes['@mall/cart']?.origin}/system/`]).toHaveProperty('react')
})

const withoutWord = tags.replace(' use-injector', '')
const panelFirst = `<script src="/panel.js"></script>${withoutWord.replace('<script src="/panel.js"></script>', '')}`

test.each([
  ['nor the panel', undefined],
  ['and with the panel', withoutWord],
  ['and with the panel above the map', panelFirst.replace(/^(<script.*?<\/script>)(<meta.*?>)/, '$2$1')],
])('without the word of the page %s, what is stored does not matter', async (_case, tags) => {
  const { page } = await openPage(browser(), mall, { map: { imports: mall.manifests }, ...(tags && { tags }) })
  await page.evaluate(
    ([cart, module]) => {
      localStorage.setItem('import-map-override:@mall/cart', cart)
      for (const name of ['@mall/cart/Widget', 'unmapped']) localStorage.setItem(`import-map-override:${name}`, module)
    },
    [local.manifests['@mall/cart'] as string, `${local.page.origin}/my-react.js`] as const,
  )
  await page.reload()
  expect(await widget(page)).toMatchObject({ react: '18.2.0' })
  expect((await importIn(page, 'unmapped')).code).toBe('FED-303')
})

test.each(['@mall/cart', 'plain'])(
  'an override of %s that is no URL takes down what it is of, and nothing else',
  async name => {
    const { page } = await openPage(browser(), mall, {
      map: { imports: { ...mall.manifests, plain: `${local.page.origin}/my-react.js` } },
      tags,
    })
    await panelOf(page).add(name, 'http://local host:1:2/federation.json')
    const others = ['@mall/cart/Widget', 'plain', '@mall/promo'].filter(specifier => !specifier.startsWith(name))
    for (const other of others) expect((await importIn(page, other)).message).toBeUndefined()
    const { code, message } = await importIn(page, name === 'plain' ? name : `${name}/Widget`)
    expect(code).toMatch(/FED-40[36]/)
    expect(message).toContain('local host:1:2')
    expect((await eventsOf(page)).filter(({ name }) => name === 'stale')).toEqual([])
  },
)

test('an override to an origin that is not allowed is refused', async () => {
  const origins = Object.values(mall.remotes).map(({ origin }) => origin)
  const { page } = await openPage(browser(), mall, {
    map: { imports: mall.manifests },
    tags: tags.replace('src="/fedmap.js"', `src="/fedmap.js" data-allowed-origins="${origins.join(' ')}"`),
  })
  expect(await widget(page)).toMatchObject({ react: '18.2.0' })
  await panelOf(page).override('@mall/cart', local.manifests['@mall/cart'] as string)
  expect((await importIn(page, '@mall/cart/Widget')).code).toBe('FED-410')
  expect((await importIn(page, '@mall/promo')).code).toBeUndefined()
})

async function widget(page: Page) {
  const { module, message } = await importIn(page, '@mall/cart/Widget')
  return module ?? message
}

function addressOf({ remotes }: Mall) {
  const { origin } = remotes['@mall/cart'] as { origin: string }
  return { origin, port: new URL(origin).port }
}

function panelOf(page: Page) {
  return overridesPanel(page, async () => {
    await page.reload()
    await page.evaluate(() => window.fedmap.ready)
  })
}
