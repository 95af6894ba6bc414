import { federation } from 'fedmap/build-plugin'
import esbuild from 'rollup-plugin-esbuild'

export default {
  output: { dir: 'dist' },
  plugins: [
    esbuild({ target: 'es2022', loaders: { '.json': 'json' } }),
    federation({
      name: '@mall/shell',
      exposes: { './main': './src/main.ts' },
      shared: ['single-spa'],
      remotes: [
        '@mall/account',
        '@mall/cart',
        '@mall/catalog',
        '@mall/legacy',
        '@mall/promo',
        '@mall/reviews',
        '@mall/search',
      ],
    }),
  ],
}
