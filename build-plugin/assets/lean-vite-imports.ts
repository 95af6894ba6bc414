import type { Plugin } from 'rollup'
import { loadStylesheets } from './load-stylesheets.js'

/**
 * What Vite calls around every `import()`, less what the loader does anyway: of Vite's own code for that, a kilobyte in each
 * remote, there is left that
 * - a part's stylesheets are awaited, for the native engine and the project's own index.html. SystemJS's loader knows them, and
 *   requests them together with the modules;
 * - `vite:preloadError` is heard of where the import fails.
 */
export function leanViteImports(): Plugin {
  return {
    name: 'fedmap-vite-imports',
    load(id) {
      if (id !== '\0vite/preload-helper.js') return null
      return `export async function __vitePreload(load, files = [], parent) {
        const [, format] = /.*\\/(esm|system)\\//.exec(parent)
        if (format === 'esm') await (${loadStylesheets})(files.map(file => new URL(file, parent).href), document)
        try {
          return await load()
        } catch (payload) {
          const event = Object.assign(new Event('vite:preloadError', { cancelable: true }), { payload })
          if (dispatchEvent(event)) throw payload
        }
      }`
    },
  }
}
