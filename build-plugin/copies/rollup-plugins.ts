import commonjsModule from '@rollup/plugin-commonjs'
import replaceModule from '@rollup/plugin-replace'
import terserModule from '@rollup/plugin-terser'

// Their types describe the CommonJS file, where the plugin is a property; Node loads the ES one, where it is the default.
export const commonjs = commonjsModule as unknown as typeof commonjsModule.default
export const replace = replaceModule as unknown as typeof replaceModule.default
export const terser = terserModule as unknown as typeof terserModule.default
