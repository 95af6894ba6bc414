import { basename } from 'node:path/posix'
import type { OutputAsset, OutputBundle, Plugin } from 'rollup'
import { loadStylesheets } from '../remote/load-stylesheets.js'
import { toIntegrity } from '../to-integrity.js'
import type { Stylesheet } from './emit-styles.js'

/**
 * What Vite calls around every `import()`, less what the loader does anyway: of Vite's own code for that, a kilobyte in each
 * remote, there is left that
 * - a part's stylesheets are awaited, for the native engine and the project's own index.html. SystemJS's loader knows them, and
 *   requests them together with the modules;
 * - `vite:preloadError` is heard of where the import fails.
 */
export function leanImports(): Plugin {
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

/** Has the stylesheets that Vite's imports name carry their hashes, `../assets/part-91aa82bb.css#sha384-…`. */
export function hashStylesheets(): Plugin {
  return {
    name: 'fedmap-vite-hashes',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        // Found by its name, since Vite's `renderBuiltUrl` may have it anywhere.
        const withHash = (quoted: string, url: string) => {
          const fileName = `assets/${basename(url)}`
          if (!(fileName in bundle)) return quoted
          return JSON.stringify(`${url}#${toIntegrity(readAsset(bundle, fileName).source)}`)
        }
        for (const file of Object.values(bundle)) {
          if (file.type !== 'chunk') continue
          file.code = file.code.replace(/^const __vite__mapDeps=.*/, list => list.replace(/"([^"]*\.css)"/g, withHash))
        }
      },
    },
  }
}

/** Chunk → its stylesheets, as Vite has noted them. */
export function readStylesheets(bundle: OutputBundle): Map<string, readonly Stylesheet[]> {
  return new Map(
    Object.values(bundle).map(file => {
      const { viteMetadata } = file as { viteMetadata?: { importedCss?: ReadonlySet<string> } }
      return [file.fileName, [...(viteMetadata?.importedCss ?? [])].map(fileName => readAsset(bundle, fileName))]
    }),
  )
}

function readAsset(bundle: OutputBundle, fileName: string): Stylesheet {
  return { fileName, source: (bundle[fileName] as OutputAsset).source }
}
