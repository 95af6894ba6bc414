import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { useBrowser } from '../testing/use-browser.js'
import { composeMap } from './testing/compose-map.js'
import { eventsOf, importIn, openPage } from './testing/open-page.js'
import { type Mall, serveMall } from './testing/serve-mall.js'
import { cart, catalog, promo } from './testing/sketches.js'

const browser = useBrowser()
let mall: Mall

beforeAll(async () => {
  mall = await serveMall(cart, catalog, promo)
  mall.page.files.set('/plain.js', `System.register([], e => ({ execute() { e('plain', true) } }))`)
})
beforeEach(() => {
  mall.requests.length = 0
})
afterAll(async () => {
  await mall.close()
})

const map = () => ({ imports: { ...mall.manifests, plain: './plain.js' } })

test('imports exposes, plain entries and URLs', async () => {
  const { page, console } = await openPage(browser(), mall, {
    map: { imports: { ...mall.manifests, plain: './plain.js' } },
  })
  expect((await importIn(page, '@mall/cart/Widget')).module).toMatchObject({ react: '18.2.0', price: '18.2.0' })
  expect((await importIn(page, 'plain')).module).toEqual({ plain: true })
  expect((await importIn(page, '/plain.js')).module).toEqual({ plain: true })
  expect((await importIn(page, '@mall/promo')).module).toMatchObject({ url: expect.stringContaining('main-1.js') })
  expect(console).toEqual([])
})

test('preload requests all and runs nothing; the import then requests no more', async () => {
  const { page } = await openPage(browser(), mall, { map: map() })
  await page.evaluate(() => window.fedmap.preload('@mall/cart/Widget'))
  await page.waitForFunction(() => performance.getEntriesByType('resource').length >= 12)
  expect(await page.evaluate(() => 'ran' in window)).toBe(false)
  const before = mall.requests.length
  expect((await importIn(page, '@mall/cart/Widget')).code).toBeUndefined()
  expect(mall.requests).toHaveLength(before)
})

test('resolve answers at once, in the scope of who asks', async () => {
  const { page } = await openPage(browser(), mall, { map: { imports: { ...map().imports, blocked: null } } })
  const base = mall.remotes['@mall/cart']?.origin
  const resolve = (specifier: string, parent?: string) =>
    page.evaluate(
      async ([specifier, parent]) => {
        await window.fedmap.ready
        try {
          return window.fedmap.resolve(specifier as string, parent)
        } catch (error) {
          return (error as { code: string }).code
        }
      },
      [specifier, parent],
    )
  expect(await resolve('@mall/cart/Widget')).toBe(`${base}/system/Widget-1.js`)
  expect(await resolve('react', `${base}/system/Widget-1.js`)).toContain('/shared/react@18.2.0-b1/index.js')
  expect(await resolve('react')).toBe('FED-303')
  expect(await resolve('blocked')).toBe('FED-304')
})

test('a module has no `this`, as the standard has it', async () => {
  mall.page.files.set('/self.js', `System.register([], e => ({ execute() { 'use strict'; e('self', String(this)) } }))`)
  const { page } = await openPage(browser(), mall, { map: map() })
  expect((await importIn(page, '/self.js')).module).toEqual({ self: 'undefined' })
})

test('import.meta.resolve answers at once', async () => {
  const { page } = await openPage(browser(), mall, { map: map() })
  await importIn(page, '@mall/cart/Widget')
  expect(await page.evaluate(() => (window as unknown as { resolveChunk(): unknown }).resolveChunk())).toBe(
    `${mall.remotes['@mall/cart']?.origin}/system/c-1.js`,
  )
})

test.each([
  ['edited by hand', () => map()],
  ['composed beforehand', () => composeMap(mall, { imports: mall.manifests })],
])('explain says why, of a map %s', async (_case, toMap) => {
  const { page } = await openPage(browser(), mall, { map: toMap() })
  const text = await page.evaluate(() => window.fedmap.explain('react', '@mall/catalog'))
  expect(text).toContain('@mall/catalog runs on react 18.2.0')
})

test('another import map of the page that cannot be had costs what it maps', async () => {
  const { page, console } = await openPage(browser(), mall, {
    map: map(),
    tags: `<script type="systemjs-importmap" src="/importmap.json"></script>
      <script type="systemjs-importmap" src="/gone.json"></script>
      <script type="systemjs-importmap">{ "imports": { "theirs": "/theirs.js" } }</script>
      <script src="/fedmap.js"></script>`,
  })
  mall.page.files.set('/theirs.js', 'System.register([], e => ({ execute() { e("theirs", true) } }))')
  expect((await importIn(page, '@mall/cart/Widget')).module).toMatchObject({ react: '18.2.0' })
  expect((await importIn(page, 'theirs')).module).toEqual({ theirs: true })
  expect(console.join()).toMatch(/\[fedmap\] .*gone.json/)
})

test('events tell what happened, and end when they are to; a listener that throws harms nobody', async () => {
  const { page, console } = await openPage(browser(), mall, {
    map: map(),
    tags: `<script type="systemjs-importmap" src="/importmap.json"></script><script src="/fedmap.js"></script>
      <script>
        fedmap.on('resolved', () => { throw Error('a listener of the page') })
        fedmap.on('resolved', () => console.error('too much'))()
      </script>`,
  })
  await page.evaluate(() => window.fedmap.ready)
  const remotes = ['@mall/cart', '@mall/catalog', '@mall/promo']
  expect(await eventsOf(page)).toEqual([{ name: 'resolved', remotes, cost: 1000 }])
  expect(console).toEqual(['Error: a listener of the page'])
})

describe('a page with its own SystemJS', () => {
  const own = '<script src="/system.min.js"></script><script>mine = System</script>'
  test.each([
    ['before the map', own, ''],
    ['after the map', '', own],
  ])('keeps it: %s', async (_case, before, after) => {
    const { page, console } = await openPage(browser(), mall, {
      map: map(),
      tags: `${before}<script type="systemjs-importmap" src="/importmap.json"></script>${after}
        <script type="systemjs-importmap">{"imports": {"theirs": "/plain.js"}}</script>
        <script src="/fedmap.js"></script>
        <script>early = System.import('@mall/cart/Widget')</script>`,
    })
    const found = await page.evaluate(async () => {
      const { early, mine, System } = window as unknown as Record<string, never> & {
        early: Promise<{ react: string }>
        System: { import(name: string): Promise<{ plain: boolean }> }
      }
      return { isTheirs: mine === System, react: (await early).react, theirs: (await System.import('theirs')).plain }
    })
    expect(found).toEqual({ isTheirs: true, react: '18.2.0', theirs: true })
    expect(console).toEqual([])
  })
})

describe('createLoader', () => {
  test('makes a loader for a page with a bundle of its own', async () => {
    const { page } = await openPage(browser(), mall, {
      tags: `<script src="/system.min.js"></script><script type="module">
        import { createLoader } from '/loader/index.js'
        window.fedmap = createLoader({ importMap: ${JSON.stringify(map())}, manifestWait: 1000 })
      </script>`,
    })
    await page.waitForFunction(() => 'fedmap' in window)
    expect((await importIn(page, '@mall/cart/Widget')).module).toMatchObject({ react: '18.2.0' })
  })

  test.each(['/local/federation.json', './local/main.js'])(
    'takes the override %s as the page means it',
    async promoUrl => {
      for (const [path, text] of mall.remotes['@mall/promo']!.files) mall.page.files.set(`/local${path}`, text)
      const overrides = { '@mall/promo': promoUrl, plain: '/local/system/main-1.js' }
      const { page } = await openPage(browser(), mall, {
        tags: `<script src="/system.min.js"></script><script type="module">
        import { createLoader } from '/loader/index.js'
        window.fedmap = createLoader({ importMap: ${JSON.stringify(map())}, overrides: ${JSON.stringify(overrides)} })
      </script>`,
      })
      await page.waitForFunction(() => 'fedmap' in window)
      const url = `${mall.page.origin}/local/system/main-1.js`
      for (const name of ['@mall/promo', 'plain']) expect((await importIn(page, name)).module).toEqual({ url })
    },
  )

  test('what the page itself throws on the way is what an import rejects with', async () => {
    const { page } = await openPage(browser(), mall, {
      tags: `<script src="/system.min.js"></script><script type="module">
        import { createLoader } from '/loader/index.js'
        const allowedOrigins = () => { throw Error('the page has no list of origins') }
        window.fedmap = createLoader({ importMap: ${JSON.stringify(map())}, allowedOrigins })
      </script>`,
    })
    await page.waitForFunction(() => 'fedmap' in window)
    for (let time = 0; time < 2; time++) {
      expect((await importIn(page, '@mall/cart/Widget')).message).toContain('the page has no list of origins')
    }
  })

  test.each(['', 'engine: nativeEngine()'])('holds files to their integrity at every import: { %s }', async engine => {
    mall.page.files.set('/changed.js', 'export {}')
    const integrity = { [`${mall.page.origin}/changed.js`]: `sha384-${'A'.repeat(64)}` }
    const { page } = await openPage(browser(), mall, {
      tags: `<script src="/system.min.js"></script><script type="module">
        import { createLoader, nativeEngine } from '/loader/index.js'
        const importMap = { imports: { changed: '/changed.js' } }
        window.fedmap = createLoader({ importMap, integrity: ${JSON.stringify(integrity)}, ${engine} })
      </script>`,
    })
    await page.waitForFunction(() => 'fedmap' in window)
    for (let time = 0; time < 2; time++) expect(await importIn(page, 'changed')).toMatchObject({ code: 'FED-406' })
  })

  test('says so where there is no SystemJS', async () => {
    const { page } = await openPage(browser(), mall, { tags: '' })
    // In a string: the test's own bundler would rewrite the import.
    const code = await page.evaluate(`import('/loader/index.js').then(({ createLoader }) => {
      try { createLoader() } catch (error) { return error.code }
    })`)
    expect(code).toBe('FED-411')
  })
})
