import type { RemoteSketch, SharedSketch } from './hand-written-remote.js'

/** A package `react` with an inner chunk. */
export function react(version: string, requiredVersion: string): SharedSketch {
  return {
    version,
    requiredVersion,
    files: { 'index.js': { imports: ['chunk-1.js'], body: `e('version', '${version}')` }, 'chunk-1.js': {} },
  }
}

/** Has every kind of import: of a chunk, a shared package, another remote, and a lazy part with a closure of its own. */
export const cart: RemoteSketch = {
  name: '@mall/cart',
  exposes: { './Widget': 'Widget-1.js' },
  modules: {
    'Widget-1.js': {
      imports: ['c-1.js', 'react', '@mall/catalog/Price'],
      dynamic: ['lazy-1.js'],
      css: ['Widget-1.css'],
      body: `e('react', i[1].version)
        e('price', i[2].react)
        e('style', getComputedStyle(document.documentElement).getPropertyValue('--Widget-1-css'))
        window.loadLazy = () => c.import('./lazy-1.js')
        window.resolveChunk = () => c.meta.resolve('./c-1.js')`,
    },
    'c-1.js': {},
    'lazy-1.js': {
      imports: ['lazy-2.js', 'c-1.js'],
      css: ['lazy-1.css'],
      body: `e('style', getComputedStyle(document.documentElement).getPropertyValue('--lazy-1-css'))`,
    },
    'lazy-2.js': {},
  },
  shared: { react: react('18.2.0', '~18.2.0') },
}

export const catalog: RemoteSketch = {
  name: '@mall/catalog',
  exposes: { './Price': 'Price-1.js' },
  modules: { 'Price-1.js': { imports: ['react'], css: ['Price-1.css'], body: `e('react', i[0].version)` } },
  shared: { react: react('18.3.1', '^18.0.0') },
}

/** Needs nobody. */
export const promo: RemoteSketch = {
  name: '@mall/promo',
  exposes: { '.': 'main-1.js', './Banner': 'Banner-1.js' },
  modules: { 'main-1.js': {}, 'Banner-1.js': { imports: ['main-1.js'] } },
}
