import { minify as minifyCode } from '@swc/core'

/** swc's minifier, since what it writes is 2 % smaller after brotli than what terser writes. */
export const minify = () => ({
  name: 'minify',
  renderChunk: code =>
    minifyCode(code, {
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
    }),
})
