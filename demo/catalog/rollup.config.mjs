import { federation } from 'fedmap/build-plugin'
import esbuild from 'rollup-plugin-esbuild'

export default {
  output: { dir: 'dist' },
  plugins: [
    esbuild({ target: 'es2022', jsx: 'automatic', loaders: { '.json': 'json' } }),
    federation({
      name: '@mall/catalog',
      exposes: {
        './Widget': { import: './src/widget.tsx', peers: [] },
        './Price': './src/price.tsx',
        './products': './src/products.ts',
      },
      shared: ['react', 'react-dom', '@tanstack/react-query'],
      remotes: ['@mall/cart'],
    }),
  ],
}
