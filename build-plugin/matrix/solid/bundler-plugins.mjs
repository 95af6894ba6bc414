import { babel } from '@rollup/plugin-babel'
import solid from 'babel-preset-solid'
import vite from 'vite-plugin-solid'

const options = { babelHelpers: 'bundled', extensions: ['.jsx'], presets: [solid], configFile: false, babelrc: false }

export default { rollup: () => babel(options), rolldown: () => babel(options), vite: () => vite() }
