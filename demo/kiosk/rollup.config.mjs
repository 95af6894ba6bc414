import nodeResolve from '@rollup/plugin-node-resolve'
import { federation } from 'fedmap/build-plugin'

/** The screens in the halls run a browser of 2016: everything is lowered to ES5. */
export default {
  output: { dir: 'dist' },
  plugins: [
    nodeResolve(),
    federation({ name: '@mall/kiosk', exposes: { './main': './src/main.js' }, shared: ['preact'], target: 'es5' }),
  ],
}
