/** A manifest as the build plugin writes it, with every field in use. A fresh one each time, to be changed at will. */
export function realisticManifest() {
  return {
    formatVersion: 1,
    name: '@mall/cart',
    version: '1.4.2',
    formats: ['system', 'esm'],
    exposes: {
      '.': { file: 'index-1a2b.js', peers: [] },
      './Widget': { file: 'Widget-8f3a.js', peers: ['react'] },
    },
    modules: {
      'index-1a2b.js': {},
      'Widget-8f3a.js': {
        imports: ['c-12.js', 'react', 'react-dom/client', '@mall/catalog/Price'],
        dynamic: ['parts/lazy-9.js'],
        css: ['Widget-91.css'],
      },
      'c-12.js': {},
      'parts/lazy-9.js': { imports: ['c-12.js'] },
      'shared/react-dom@18.2.0-c3d4/index.js': { imports: ['react'] },
      'shared/react-dom@18.2.0-c3d4/client.js': { imports: ['react-dom'] },
      'shared/@tanstack/query-core@5.0.0-beta.1-e5f6/index.js': {},
    },
    shared: {
      react: { requiredVersion: false, uses: {}, copies: [] },
      'react-dom': {
        requiredVersion: '^18.2.0',
        uses: { '.': '*', './client': ['createRoot'] },
        singleton: true,
        strictVersion: true,
        shareScope: 'legacy',
        copies: [
          {
            version: '18.2.0',
            build: 'c3d4',
            size: 41210,
            provides: {
              '.': { file: 'shared/react-dom@18.2.0-c3d4/index.js' },
              './client': { file: 'shared/react-dom@18.2.0-c3d4/client.js', exports: ['createRoot', 'hydrateRoot'] },
            },
            requires: { react: { requiredVersion: '18.2.0', uses: { '.': '*' } } },
          },
        ],
      },
      '@tanstack/query-core': {
        requiredVersion: '5.x || >=6.0.0-rc <7',
        copies: [
          {
            version: '5.0.0-beta.1',
            build: 'e5f6',
            size: 0,
            provides: { '.': { file: 'shared/@tanstack/query-core@5.0.0-beta.1-e5f6/index.js' } },
          },
        ],
      },
    },
    integrity: {
      'system/Widget-8f3a.js': 'sha384-oqVuAfXRKap7fdgcCY5uykM6+R9GqQ8K/uxy9rx7HNQlGYl1kPzQho1wx4JwY8wC',
      'assets/Widget-91.css': 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU= sha512-abc==',
    },
    builtBy: { tool: 'fedmap' },
  }
}
