import { federation } from 'fedmap/build-plugin'
import esbuild from 'rollup-plugin-esbuild'

export default {
  output: { dir: 'dist' },
  plugins: [
    esbuild({ target: 'es2022', jsx: 'automatic', loaders: { '.json': 'json' } }),
    federation({
      name: '@mall/cart',
      exposes: { './Widget': { import: './src/widget.tsx', peers: [] }, './store': './src/store.ts' },
      shared: ['react', 'react-dom', 'zustand'],
    }),
  ],
}
