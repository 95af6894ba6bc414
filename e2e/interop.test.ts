import { resolveShared, toImportMap } from 'fedmap/core'
import type { Page } from 'playwright-core'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { useBrowser } from '../testing/use-browser.js'
import { buildModuleFederation, type ModuleFederationBuild } from './fixtures/build-module-federation.js'
import { type InteropPage, openInterop, readDeployed } from './testing/open-interop.js'

const browser = useBrowser()
let builds: string
let opened: InteropPage

beforeAll(async () => {
  builds = await buildModuleFederation()
})
afterEach(() => opened?.close())

type Loaded = Readonly<Record<string, unknown>>

/** What the fixtures' hosts offer to tests. */
interface Host {
  readonly React: { readonly version: string }
  load(name: string): Promise<Loaded>
  render(component: unknown, props: object): void
}

/** The copies of a package that the page has fetched: `react@18.2.0-962305abb72b`. */
const copiesOf = (name: string) => [
  ...new Set(opened.requests.flatMap(path => path.match(`(?<=/shared/)${name}@[^/]+`)?.[0] ?? [])),
]

describe('a Module Federation host takes a fedmap remote', () => {
  const tagsOf = (host: ModuleFederationBuild, remotes: unknown) =>
    `<script src="/system.min.js"></script><script>remotes = ${JSON.stringify(remotes)}</script>
     <script defer src="/mf/${host}/main.js"></script>`
  const byRuntime = (origin: string, format: 'system' | 'esm') =>
    ['cart', 'catalog'].map(name => ({
      name,
      entry: `${origin}/${name}/${format}/remoteEntry.js`,
      type: format === 'esm' ? 'module' : format,
    }))
  const byPromise = (origin: string) => ({
    cart: `${origin}/cart/system/remoteEntry.js`,
    catalog: `${origin}/catalog/system/remoteEntry.js`,
  })

  async function openHost(toTags: (origin: string) => string) {
    opened = await openInterop(browser(), builds, toTags)
    await opened.page.waitForFunction(() => 'host' in window)
    return opened.page
  }

  test.each([
    ['@module-federation/enhanced', 'host', (origin: string) => byRuntime(origin, 'system')],
    ['webpack’s own plugin', 'host-classic', byPromise],
  ] as const)('by %s, and renders it with its own React', async (_by, host, toRemotes) => {
    const page = await openHost(origin => tagsOf(host, toRemotes(origin)))
    // A component of the remote in the host's tree: its hook would throw on any other React.
    await page.evaluate(async () => {
      const { host } = window as unknown as { host: Host }
      const { Price, ...others } = await host.load('catalog/Price')
      if ('default' in others) throw new Error('webpack has made a default export of all others')
      host.render(Price, { price: 1234 })
    })
    await page.locator('.catalog-price', { hasText: '€12.34' }).waitFor()
    const hasStyles = () => [...document.styleSheets].some(({ href }) => href?.includes('/catalog/assets/price-'))
    expect(await page.evaluate(hasStyles)).toBe(true)
    // An application that mounts itself, and carries 18.2.0.
    expect(await mountCart(page)).toEqual({ react: '18.3.1', reactDom: '18.3.1' })
    expect(await page.evaluate(() => (window as unknown as { host: Host }).host.React.version)).toBe('18.3.1')
    // Of its own copies only what the host does not share.
    const own = opened.requests
      .filter(path => /\/shared\/react(-dom)?@/.test(path))
      .map(path => path.replace(/.*\//, ''))
    expect([...new Set(own)].sort()).toEqual(['client.js', 'jsx-runtime.js'])
    expect(opened.complaints).toEqual([])
  })

  test('that renders with its own React where the host has none in its range', async () => {
    const page = await openHost(origin => tagsOf('host-17', byRuntime(origin, 'system')))
    expect(await mountCart(page)).toEqual({ react: '18.2.0', reactDom: '18.2.0' })
    expect(await page.evaluate(() => (window as unknown as { host: Host }).host.React.version)).toBe('17.0.2')
    expect(opened.complaints).toEqual([])
  })

  test('as an ES module where an import map for it is in force', async () => {
    const anywhere = 'https://origin.test'
    const cart = await readDeployed('cart', anywhere)
    const map = JSON.stringify(toImportMap(resolveShared([cart], { format: 'esm' })))
    const page = await openHost(origin => {
      const ofOrigin = map.replaceAll(anywhere, origin)
      return `<script type="importmap">${ofOrigin}</script>${tagsOf('host', byRuntime(origin, 'esm'))}`
    })
    expect(await mountCart(page)).toEqual({ react: '18.2.0', reactDom: '18.2.0' })
  })

  test('as an ES module where none is: FED-435', async () => {
    const page = await openHost(origin => tagsOf('host', byRuntime(origin, 'esm')))
    expect(await failureOf(page, () => (window as unknown as { host: Host }).host.load('cart/Widget'))).toContain(
      'FED-435',
    )
  })

  /** Mounts the cart, and tells what it runs on. react-dom of React 18 adds a date to its version. */
  async function mountCart(page: Page) {
    const { frameworkVersion, domVersion } = await page.evaluate(async () => {
      const { host } = window as unknown as { host: Host }
      const { mount, runsOn } = (await host.load('cart/Widget')) as {
        mount(props: { domElement: Element }): Promise<void>
        runsOn: { frameworkVersion: string; domVersion: string }
      }
      await mount({ domElement: document.body.appendChild(document.createElement('section')) })
      return runsOn
    })
    await page.locator('section > *').first().waitFor()
    return { react: frameworkVersion, reactDom: domVersion.replace(/-next-.*/, '') }
  }
})

describe('a fedmap page takes a Module Federation remote', () => {
  async function openPage(imports: Readonly<Record<string, string>>) {
    opened = await openInterop(browser(), builds, origin => {
      const urls = { cart: '/cart/federation.json', ...imports }
      const map = Object.fromEntries(Object.entries(urls).map(([name, path]) => [name, new URL(path, origin)]))
      return `<script type="systemjs-importmap">${JSON.stringify({ imports: map })}</script>
        <script src="/fedmap.js" data-retries="0"></script>`
    })
    await opened.page.evaluate(() => window.fedmap.ready)
    return opened.page
  }

  /** Renders the remote's button by the page's react-dom, clicks it, and tells on which React it runs. */
  async function clickButton(page: Page) {
    const found = await page.evaluate(async () => {
      interface Button {
        readonly default: unknown
        readonly useState: unknown
        readonly version: string
      }
      const button = await window.fedmap.import<Button>('remote/Button')
      const react = await window.fedmap.import<{ useState: unknown; createElement(type: unknown): unknown }>(
        'react@18.2.0',
      )
      const { createRoot } = await window.fedmap.import<{
        createRoot(element: Element): { render(node: unknown): void }
      }>('react-dom@18.2.0/client')
      createRoot(document.querySelector('main') as Element).render(react.createElement(button.default))
      return { version: button.version, isOfPage: button.useState === react.useState }
    })
    return found
  }

  // Each has 18.3.1 itself, and accepts it.
  test.each(['remote', 'remote-classic'])('%s, which takes no other React than the page’s', async name => {
    const page = await openPage({ remote: `/mf/${name}/mf-manifest.json` })
    expect(await clickButton(page)).toEqual({ version: '18.2.0', isOfPage: true })
    await page.locator('main button').click()
    await page.locator('main button', { hasText: 'clicked 1' }).waitFor()
    expect(copiesOf('react')).toHaveLength(1)
    expect(opened.complaints).toEqual([])
  })

  test('which brings its own React where the page has none in its range', async () => {
    const page = await openPage({ remote: '/mf/remote-19/mf-manifest.json' })
    const version = await page.evaluate(async () => (await window.fedmap.import('remote/Button')).version)
    expect(version).toBe('19.3.1')
    expect(opened.complaints).toEqual([])
  })

  test('that is down, and fails alone', async () => {
    const page = await openPage({ remote: '/mf/gone/mf-manifest.json' })
    expect(await failureOf(page, () => window.fedmap.import('remote/Button'))).toContain('FED-403')
    expect(await page.evaluate(async () => Object.keys(await window.fedmap.import('cart/Widget')))).toContain('mount')
  })
})

function failureOf(page: Page, run: () => Promise<unknown>): Promise<string> {
  return page.evaluate(`(${run})().then(() => 'nothing', String)`)
}
