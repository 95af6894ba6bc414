import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Format } from '../core/index.js'
import { lateMap } from '../loader/engine/late-map.js'
import type { RemoteSketch, SharedSketch } from '../loader/testing/hand-written-remote.js'
import { type Mall, serveMall } from '../loader/testing/serve-mall.js'
import { react } from '../loader/testing/sketches.js'
import { browsersToTest, openBrowser } from '../testing/browsers/open-browsers.js'
import { call, type Tab, type TestBrowser, until } from '../testing/browsers/test-browser.js'
import { importBy, openNativePage, ranIn, serveSmallMall } from './testing/native-page.js'

const trustedTypes = "; require-trusted-types-for 'script'; trusted-types fedmap-native"

/** A question that docs/engines.md answers for each browser. */
type Ask = (tab: Tab, mall: Mall) => Promise<string>

const questions: Readonly<Record<string, Ask>> = {
  async 'A second import map is taken'(tab, mall) {
    mall.page.files.set('/a.js', 'document.a = 1')
    mall.page.files.set('/b.js', 'document.b = 1')
    mall.page.files.set(
      '/two.html',
      `<!doctype html><script type="importmap">{"imports":{"a":"/a.js"}}</script>
       <script type="importmap">{"imports":{"b":"/b.js"}}</script>
       <script type="module">import 'a'; import('b').catch(() => {}).then(() => { document.isDone = true })</script>`,
    )
    await tab.goto(`${mall.page.origin}/two.html`)
    await until(tab, () => 'isDone' in document)
    return yesOrNo(await call(tab, () => 'b' in document))
  },

  'A late scope reaches a module whose neighbour has resolved the specifier': (tab, mall) =>
    throughLateScope(tab, mall, (_inForce, next) => next),

  'The same, by the own URL of that module': (tab, mall) => throughLateScope(tab, mall, lateMap),

  async 'A remote that joins late runs'(tab, mall) {
    await openNativePage(tab, mall, { remotes: ['catalog'] })
    await importBy(tab, 'fedmap', '@mall/catalog/Price')
    return asLateRemote(tab, mall)
  },

  async 'The page has an import map of its own'(tab, mall) {
    mall.page.files.set('/own.js', 'export default 1')
    const head = `<script type="importmap">{"imports":{"own":"/own.js"}}</script>`
    await openNativePage(tab, mall, { remotes: ['cart', 'catalog'], head })
    return howItRan(mall, await importBy(tab, 'fedmap', '@mall/cart/Widget'))
  },

  async 'The loader is in a bundle, a module that runs before the map'(tab, mall) {
    await openNativePage(tab, mall, { remotes: ['cart', 'catalog'], bundle: true })
    await until(tab, () => 'fedmap' in window)
    return howItRan(mall, await importBy(tab, 'fedmap', '@mall/cart/Widget'))
  },

  async 'A module that was changed is refused'(tab, mall) {
    await openNativePage(tab, mall, { remotes: ['cart', 'catalog'] })
    return withFile(
      mall,
      '/esm/c-1.js',
      text => `${text} `,
      async () => {
        const { code, message } = await importBy(tab, 'fedmap', '@mall/cart/Widget')
        expect(message).toContain('/esm/c-1.js')
        return yesOrNo(code === 'FED-406')
      },
    )
  },

  async 'After a failed request, importing again tries again'(tab, mall) {
    await openNativePage(tab, mall, { remotes: ['cart', 'catalog'] })
    const faults = mall.remotes['@mall/cart']?.faults
    faults?.set('/esm/c-1.js', response => response.writeHead(500).end())
    expect(await importBy(tab, 'fedmap', '@mall/cart/Widget')).toMatchObject({ code: 'FED-406' })
    faults?.clear()
    return yesOrNo('module' in (await importBy(tab, 'fedmap', '@mall/cart/Widget')))
  },

  'A stand-in takes over for a copy that fails': (tab, mall) => withoutACopy(tab, mall, ''),

  'The same, with `data-probe`': (tab, mall) => withoutACopy(tab, mall, 'data-probe'),

  async 'Runs under a strict policy, with Trusted Types'(tab, mall) {
    await openNativePage(tab, mall, { remotes: ['cart', 'catalog'], policy: trustedTypes })
    return yesOrNo('module' in (await importBy(tab, 'fedmap', '@mall/cart/Widget')))
  },

  async 'A remote that joins late runs under that policy'(tab, mall) {
    await openNativePage(tab, mall, { remotes: ['catalog'], policy: trustedTypes })
    await importBy(tab, 'fedmap', '@mall/catalog/Price')
    return asLateRemote(tab, mall)
  },

  async 'The same, with the policy of es-module-shims in it'(tab, mall) {
    await openNativePage(tab, mall, { remotes: ['catalog'], policy: `${trustedTypes} es-module-shims` })
    await importBy(tab, 'fedmap', '@mall/catalog/Price')
    return asLateRemote(tab, mall)
  },

  async 'A stylesheet of a part behind `import()` is put in'(tab, mall) {
    await openNativePage(tab, mall, { remotes: ['cart', 'catalog'] })
    await importBy(tab, 'fedmap', '@mall/cart/Widget')
    await call(tab, () => (window as unknown as { loadLazy(): Promise<unknown> }).loadLazy().then(() => {}))
    await until(tab, () => getComputedStyle(document.documentElement).getPropertyValue('--lazy-1-css').includes('here'))
    return 'yes'
  },

  async 'Both engines share an instance of a copy'(tab, mall) {
    await openNativePage(tab, mall, { remotes: ['cart', 'catalog', 'search', 'old'], withSystem: true })
    return bothShare(tab)
  },
}

const columns = ['chromium', 'firefox', 'webkit'] as const

/** The table of docs/engines.md: question → browser → answer. */
const documented = new Map(
  [...readFileSync(new URL('../docs/engines.md', import.meta.url), 'utf8').matchAll(/^\| (.*) \|$/gm)]
    .map(([, row = '']) => row.split('|').map(cell => cell.trim()))
    .map(([question = '', ...answers]) => [question, answers]),
)

test('docs/engines.md answers what is asked here', () => {
  expect([...documented.keys()]).toEqual(expect.arrayContaining(Object.keys(questions)))
})

describe.each(browsersToTest())('the native engine in %s', name => {
  let browser: TestBrowser
  let mall: Mall
  beforeAll(async () => {
    browser = await openBrowser(name)
    mall = await serveSmallMall()
  })
  afterAll(async () => {
    await browser?.close()
    await mall?.close()
  })
  beforeEach(() => {
    for (const { faults } of Object.values(mall.remotes)) faults.clear()
  })
  const inTab = async <T>(use: (tab: Tab) => Promise<T>): Promise<T> => {
    const tab = await browser.open()
    return use(tab).finally(() => tab.close())
  }

  test.each(Object.entries(questions))('%s', async (question, ask) => {
    const answer = await inTab(tab => ask(tab, mall))
    expect(answer).toBe(documented.get(question)?.[columns.indexOf(name)])
  })

  test('engines that see a copy in different company keep one each', async () => {
    const dom: SharedSketch = {
      version: '1.0.0',
      requiredVersion: '^1.0.0',
      files: { 'index.js': { imports: ['react'], body: `e('react', i[0].version)` } },
      requires: { react: '*' },
    }
    const widget = (name: string, version: string, formats: readonly Format[]): RemoteSketch => ({
      name,
      formats,
      exposes: { './Widget': 'Widget-1.js' },
      modules: { 'Widget-1.js': { imports: ['dom'], body: `e('react', i[0].react)` } },
      shared: { dom, react: react(version, `~${version}`) },
    })
    const apart = await serveMall(
      widget('@mall/cart', '18.2.0', ['system', 'esm']),
      widget('@mall/old', '19.0.0', ['system']),
    )
    try {
      await inTab(async tab => {
        await openNativePage(tab, apart, { remotes: ['cart', 'old'], withSystem: true })
        expect(await importBy(tab, 'fedmapNative', '@mall/cart/Widget')).toMatchObject({ module: { react: '18.2.0' } })
        expect(await importBy(tab, 'fedmap', '@mall/cart/Widget')).toMatchObject({ module: { react: '18.2.0' } })
        expect(await importBy(tab, 'fedmap', '@mall/old/Widget')).toMatchObject({ module: { react: '19.0.0' } })
        const copies = (await ranIn(tab))
          .filter(url => url.includes('/dom@1.0.0-b1/'))
          .map(url => new URL(url).pathname)
        expect(copies).toEqual(['/esm/shared/dom@1.0.0-b1/index.js', '/system/shared/dom@1.0.0-b1/index.js'])
      })
    } finally {
      await apart.close()
    }
  })

  test('where es-module-shims is needed and not there, the error says so', async () => {
    mall.page.faults.set('/es-module-shims.js', response => response.writeHead(404).end())
    await inTab(async tab => {
      const head = `<script type="importmap">{"imports":{"own":"/own.js"}}</script>`
      await openNativePage(tab, mall, { remotes: ['promo'], head })
      const { code = 'none' } = await importBy(tab, 'fedmap', '@mall/promo')
      const isNeeded = documented.get('A second import map is taken')?.[columns.indexOf(name)] === 'no'
      expect(code).toBe(isNeeded ? 'FED-422' : 'none')
    }).finally(() => mall.page.faults.clear())
  })

  test('what exists only for SystemJS is never run', async () => {
    mall.page.files.set('/plain.js', `System.register([], e => ({ execute() { e('ran', 'yes') } }))`)
    await inTab(async tab => {
      await openNativePage(tab, mall, { remotes: ['old', 'promo'], imports: { plain: './plain.js' } })
      expect(await importBy(tab, 'fedmap', '@mall/promo')).toMatchObject({ module: { url: expect.any(String) } })
      expect(await importBy(tab, 'fedmap', '@mall/old/Widget')).toMatchObject({ code: 'FED-203' })
      expect(await importBy(tab, 'fedmap', 'plain')).toMatchObject({ code: 'FED-421' })
    })
  })
})

/** Two modules of a folder import the same specifier, one before a late map has a scope for the folder, one after. */
async function throughLateScope(tab: Tab, mall: Mall, late: typeof lateMap): Promise<string> {
  const url = (path: string) => mall.page.origin + path
  const page = `<!doctype html><script type="importmap">{"imports":{"x":"/x.js"}}</script>
    <script type="module">
      import '/folder/first.js'
      const map = document.createElement('script')
      map.type = 'importmap'
      map.textContent = decodeURIComponent(location.hash.slice(1))
      document.head.append(map)
      import('/folder/second.js').then(() => { document.isDone = true })
    </script>`
  const files = {
    '/late.html': page,
    '/x.js': 'export default "first"',
    '/late-x.js': 'export default "second"',
    '/folder/first.js': 'import x from "x"; document.first = x',
    '/folder/second.js': 'import x from "x"; document.second = x',
  }
  for (const [path, text] of Object.entries(files)) mall.page.files.set(path, text)
  const inForce = { imports: { x: url('/x.js') }, scopes: {}, integrity: {} }
  const next = {
    imports: inForce.imports,
    scopes: { [url('/folder/')]: { x: url('/late-x.js') } },
    integrity: { [url('/folder/first.js')]: '', [url('/folder/second.js')]: '' },
  }
  const { imports, scopes } = late(inForce, next, requested => requested.endsWith('first.js'))
  await tab.goto(url(`/late.html#${encodeURIComponent(JSON.stringify({ imports, scopes }))}`))
  await until(tab, () => 'isDone' in document)
  expect(await call(tab, () => (document as unknown as { first: string }).first)).toBe('first')
  return yesOrNo(await call(tab, () => (document as unknown as { second: string }).second === 'second'))
}

/** Registers cart, whose Widget imports a chunk, a shared package and catalog's Price, which runs already. */
async function asLateRemote(tab: Tab, mall: Mall): Promise<string> {
  await call(tab, url => window.fedmap.registerRemote('@mall/cart', url as string), mall.manifests['@mall/cart'])
  const answer = howItRan(mall, await importBy(tab, 'fedmap', '@mall/cart/Widget'))
  const ran = await ranIn(tab)
  expect(new Set(ran).size).toBe(ran.length)
  return answer
}

function howItRan(mall: Mall, { module }: { readonly module?: object }): string {
  if (!module) return 'no'
  expect(module).toMatchObject({ react: '18.2.0' })
  return mall.requests.some(url => url.endsWith('/es-module-shims.js')) ? 'by es-module-shims' : 'natively'
}

/** Cart and search have the same copy of react; the one that is in use loses its inner chunk. */
async function withoutACopy(tab: Tab, mall: Mall, attributes: string): Promise<string> {
  mall.remotes['@mall/cart']?.faults.set('/esm/shared/react@18.2.0-b1/chunk-1.js', response =>
    response.writeHead(500).end(),
  )
  await openNativePage(tab, mall, { remotes: ['cart', 'catalog', 'search'], attributes })
  const { module } = await importBy(tab, 'fedmap', '@mall/search/Widget')
  if (!module) return 'no'
  expect(module.react).toContain(mall.remotes['@mall/search']?.origin)
  const ran = (await ranIn(tab)).filter(url => url.includes('react@'))
  expect(ran).toHaveLength(2)
  return 'yes'
}

async function bothShare(tab: Tab): Promise<string> {
  const native = await importBy(tab, 'fedmapNative', '@mall/search/Widget')
  const system = await importBy(tab, 'fedmap', '@mall/old/Widget')
  expect(await importBy(tab, 'fedmapNative', '@mall/old/Widget')).toMatchObject({ code: 'FED-203' })
  expect(system.module?.url).toContain('/system/')
  expect(native.module?.react).toContain('/esm/shared/react@18.2.0-b1/')
  const react = (await ranIn(tab)).filter(url => url.includes('/react@18.2.0'))
  return yesOrNo(system.module?.react === native.module?.react && react.length === 2)
}

async function withFile<T>(
  mall: Mall,
  path: string,
  change: (text: string) => string,
  use: () => Promise<T>,
): Promise<T> {
  const files = mall.remotes['@mall/cart']?.files as Map<string, string>
  const text = files.get(path) as string
  files.set(path, change(text))
  return use().finally(() => files.set(path, text))
}

function yesOrNo(fact: boolean): string {
  return fact ? 'yes' : 'no'
}
