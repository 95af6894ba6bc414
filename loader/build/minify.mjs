import { minify as minifyCode } from '@swc/core'

/**
 * With this first line Chromium compiles all functions of a script along with it, off the main thread. It would compile each a
 * second time at its first call, and most of them are called: 10 ms less of a page's thread where a map is composed.
 */
const compileAll = '//# allFunctionsCalledOnLoad\n'

/** swc's minifier, since what it writes is 2 % smaller after brotli than what terser writes. */
export const minify = () => ({
  name: 'minify',
  async renderChunk(code) {
    const minified = await minifyCode(code, {
      ecma: 2022,
      compress: {
        ecma: 2022,
        passes: 3,
        toplevel: true,
        unsafe_arrows: true,
        unsafe_methods: true,
        pure_getters: true,
      },
      mangle: { toplevel: true },
      format: { comments: 'some' },
      sourceMap: true,
    })
    const map = JSON.parse(minified.map)
    return { code: compileAll + minified.code, map: { ...map, mappings: `;${map.mappings}` } }
  },
})
