import { federation } from 'fedmap/build-plugin'
import esbuild from 'rollup-plugin-esbuild'

export default {
  output: { dir: 'dist' },
  plugins: [
    esbuild({ target: 'es2022', jsx: 'automatic', loaders: { '.json': 'json' } }),
    federation({
      name: '@mall/promo',
      exposes: { './Widget': { import: './src/widget.tsx', peers: [] } },
      shared: ['react', 'react-dom', 'zustand'],
    }),
  ],
}
