import { federation } from 'fedmap/build-plugin'

export default {
  output: { dir: 'dist' },
  plugins: [
    federation({
      name: '@mall/kiosk',
      exposes: { './main': './src/main.js' },
      shared: ['preact'],
      target: 'es5', // The screens in the halls run a browser of 2016.
    }),
  ],
}
