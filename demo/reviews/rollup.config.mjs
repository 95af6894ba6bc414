import { federation } from 'fedmap/build-plugin'
import esbuild from 'rollup-plugin-esbuild'

export default {
  output: { dir: 'dist' },
  plugins: [
    esbuild({ target: 'es2022', jsx: 'automatic', jsxImportSource: 'vue', loaders: { '.json': 'json' } }),
    federation({
      name: '@mall/reviews',
      exposes: { './Widget': { import: './src/widget.ts', peers: [] } },
      shared: ['vue'],
    }),
  ],
}
