import type { Loader } from '../../loader/loader.js'
import { type Mall, serveMall } from '../../loader/testing/serve-mall.js'
import { cart, catalog, promo, react } from '../../loader/testing/sketches.js'
import { call, type Tab } from '../../testing/browsers/test-browser.js'

/** Three small remotes in both formats, one that is built for SystemJS only, and one with a copy that cart has too. */
export function serveSmallMall(): Promise<Mall> {
  const formats = ['system', 'esm'] as const
  return serveMall(
    { ...cart, formats },
    { ...catalog, formats },
    { ...promo, formats },
    {
      name: '@mall/search',
      formats,
      exposes: { './Widget': 'Widget-1.js' },
      modules: { 'Widget-1.js': { imports: ['react'], body: `e('react', i[0].url)` } },
      shared: { react: react('18.2.0', '~18.2.0') },
    },
    {
      name: '@mall/old',
      exposes: { './Widget': 'Widget-1.js' },
      modules: { 'Widget-1.js': { imports: ['react'], body: `e('react', i[0].url)` } },
      shared: { react: react('18.2.0', '~18.2.0') },
    },
  )
}

export interface NativePage {
  /** Names of the remotes in importmap.json. */
  readonly remotes: readonly string[]
  /** Further entries of importmap.json. */
  readonly imports?: Readonly<Record<string, string>>
  /** Tags before the map. */
  readonly head?: string
  /** Whether it has the SystemJS engine too. */
  readonly withSystem?: boolean
  /** Whether the loader comes from a bundle of the page, by `createLoader`, and not from fedmap-native.js. */
  readonly bundle?: boolean
  /** Attributes of fedmap's script tag. */
  readonly attributes?: string
  /** Its content security policy, of `self`, the remotes and the nonce `n1`, and what else is given. */
  readonly policy?: string
}

/** Opens a page on the native engine; `@mall/…` is written without that. */
export async function openNativePage(tab: Tab, mall: Mall, page: NativePage): Promise<void> {
  const names = page.remotes.map(name => `@mall/${name}`)
  const remotes = Object.fromEntries(names.map(name => [name, mall.manifests[name]]))
  mall.page.files.set('/importmap.json', JSON.stringify({ imports: { ...remotes, ...page.imports } }))
  const script = page.bundle
    ? `<script type="module" nonce="n1">
         import { createLoader, nativeEngine } from '/loader/index.js'
         window.fedmap = createLoader({ engine: nativeEngine({ shims: { url: '/es-module-shims.js' } }) })
       </script>`
    : `<script nonce="n1" src="/fedmap-native.js" ${page.attributes ?? ''}></script>`
  mall.page.files.set(
    '/',
    `<!doctype html><link rel="icon" href="data:,">${page.head ?? ''}
     <script type="systemjs-importmap" src="/importmap.json"></script>
     ${page.withSystem ? '<script src="/fedmap.js"></script>' : ''}${script}`,
  )
  if (page.policy === undefined) mall.page.headers.delete('/')
  else mall.page.headers.set('/', { 'Content-Security-Policy': policyOf(mall) + page.policy })
  mall.requests.length = 0
  await tab.goto(`${mall.page.origin}/`)
}

function policyOf(mall: Mall): string {
  const origins = ["'self'", ...Object.values(mall.remotes).map(({ origin }) => origin)].join(' ')
  return `default-src 'none'; img-src data:; style-src ${origins}; connect-src ${origins}; script-src ${origins} 'nonce-n1'`
}

/** What an import gave: the exports that can be copied, or the error's code. */
export interface Imported {
  readonly module?: Readonly<Record<string, string>>
  readonly code?: string
  readonly message?: string
}

export function importBy(tab: Tab, loader: 'fedmap' | 'fedmapNative', specifier: string): Promise<Imported> {
  return call(
    tab,
    async (name, specifier) => {
      const loader = window[name as 'fedmap'] as Loader
      try {
        const exports = Object.entries(await loader.import(specifier))
        return { module: Object.fromEntries(exports.filter(([, value]) => typeof value === 'string')) as never }
      } catch (error) {
        const { code, message } = error as { code: string; message: string }
        return { code, message }
      }
    },
    loader,
    specifier,
  )
}

/** URLs of the modules that ran, in order. */
export function ranIn(tab: Tab): Promise<readonly string[]> {
  return call(tab, () => (window as unknown as { ran?: string[] }).ran ?? [])
}
