import { type Manifest, parseManifest, type Remote } from '../../index.js'

const react = (version: string, size = 3) => ({
  version,
  build: 'b1',
  size,
  provides: { '.': { file: `shared/react@${version}-b1/index.js` } },
})

const reactDom = (version: string) => ({
  version,
  build: 'b1',
  size: 40,
  provides: {
    '.': { file: `shared/react-dom@${version}-b1/index.js` },
    './client': { file: `shared/react-dom@${version}-b1/client.js` },
  },
  requires: { react: { requiredVersion: version, uses: { '.': '*' } } },
})

const reactModules = (version: string) => ({
  [`shared/react@${version}-b1/index.js`]: {},
  [`shared/react-dom@${version}-b1/index.js`]: { imports: ['react', `shared/react-dom@${version}-b1/chunk.js`] },
  [`shared/react-dom@${version}-b1/client.js`]: { imports: ['react-dom'] },
  [`shared/react-dom@${version}-b1/chunk.js`]: {},
})

/** A small shop by hand: cart on React 18.2, catalog on 18.3, search in catalog's tree. Bases on two hosts. */
export const shop: readonly Remote[] = [
  remote('cart', 'https://cdn.test/cart/1.4.2/', {
    exposes: { './Widget': { file: 'Widget-1.js' }, '.': { file: 'index-1.js' } },
    modules: {
      'index-1.js': {},
      'Widget-1.js': {
        imports: ['c-1.js', 'react', 'react-dom/client'],
        dynamic: ['lazy-1.js'],
        css: ['c-1.css', 'Widget-1.css'],
      },
      'c-1.js': { imports: ['react'], css: ['c-1.css'] },
      'lazy-1.js': { imports: ['c-1.js', 'lazy-2.js'], css: ['lazy-1.css'] },
      'lazy-2.js': {},
      ...reactModules('18.2.0'),
    },
    shared: {
      react: { requiredVersion: '~18.2.0', uses: { '.': '*' }, copies: [react('18.2.0')] },
      'react-dom': { requiredVersion: '~18.2.0', uses: { './client': '*' }, copies: [reactDom('18.2.0')] },
    },
    integrity: {
      'system/Widget-1.js': 'sha384-WIDGET',
      'system/shared/react@18.2.0-b1/index.js': 'sha384-REACT182',
      'esm/Widget-1.js': 'sha384-ESM',
      'assets/Widget-1.css': 'sha384-CSS',
    },
  }),
  remote('catalog', 'https://assets.test/catalog/', {
    exposes: { './Price': { file: 'Price-1.js', peers: ['react'] } },
    modules: { 'Price-1.js': { imports: ['react'] }, ...reactModules('18.3.1') },
    shared: { react: { requiredVersion: '^18.3.0', uses: { '.': '*' }, copies: [react('18.3.1')] } },
  }),
  remote('search', 'https://cdn.test/search/', {
    exposes: { './Box': { file: 'Box-1.js' } },
    modules: { 'Box-1.js': { imports: ['react', 'react-dom', 'catalog/Price'] }, ...reactModules('18.3.1') },
    shared: {
      react: { requiredVersion: '^18.0.0', uses: { '.': '*' }, copies: [react('18.3.1')] },
      'react-dom': { requiredVersion: '^18.0.0', uses: { '.': '*' }, copies: [reactDom('18.3.1')] },
    },
    integrity: { 'system/shared/react@18.3.1-b1/index.js': 'sha384-REACT183' },
  }),
]

function remote(name: string, base: string, parts: unknown): Remote {
  const manifest: Manifest = parseManifest(
    { formatVersion: 1, name, version: '1.0.0', formats: ['system', 'esm'], ...(parts as object) },
    `${base}federation.json`,
  )
  return { name, base, manifest }
}
