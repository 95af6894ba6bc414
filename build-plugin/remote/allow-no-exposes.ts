import type { Plugin } from 'rollup'
import type { Settings } from '../options/federation-options.js'

const nothing = '\0fedmap-nothing'

/**
 * Bundlers want something to bundle, of a remote that only brings copies for others too. It gets a module with nothing in it,
 * whose chunk is not written.
 */
export function allowNoExposes(settings: Settings): Plugin {
  return {
    name: 'fedmap-no-exposes',
    options: ({ input = {}, ...options }) => ({
      ...options,
      input: settings.exposes.length === 0 && Object.keys(input).length === 0 ? nothing : input,
    }),
    resolveId: id => (id === nothing ? id : null),
    load: id => (id === nothing ? { code: 'void 0', moduleSideEffects: 'no-treeshake' } : null),
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        for (const [fileName, file] of Object.entries(bundle)) {
          if (file.type !== 'chunk' || file.facadeModuleId !== nothing) continue
          for (const name of [fileName, `${fileName}.map`]) delete bundle[name]
        }
      },
    },
  }
}
