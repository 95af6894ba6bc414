import nodeResolve from '@rollup/plugin-node-resolve'
import { transform } from '@swc/core'
import { federation } from 'fedmap/build-plugin'

/** The screens in the halls run a browser of 2016: everything is lowered to ES5. */
const es5 = {
  name: 'es5',
  transform: code => transform(code, { jsc: { target: 'es5' }, sourceMaps: true, configFile: false }),
}

export default {
  output: { dir: 'dist' },
  plugins: [
    nodeResolve(),
    es5,
    // Preact is in the bundle, since a shared copy would keep the syntax that the package has.
    federation({ name: '@mall/kiosk', exposes: { './main': './src/main.js' } }),
  ],
}
