import { basename } from 'node:path/posix'
import type { OutputAsset, Plugin } from 'rollup'
import { toIntegrity } from '../to-integrity.js'

/** Has the stylesheets that Vite's imports name carry their hashes, `../assets/part-91aa82bb.css#sha384-…`. */
export function hashViteStylesheets(): Plugin {
  return {
    name: 'fedmap-vite-hashes',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        // Found by its name, since Vite's `renderBuiltUrl` may have it anywhere.
        const withHash = (quoted: string, url: string) => {
          const fileName = `assets/${basename(url)}`
          if (!(fileName in bundle)) return quoted
          const { source } = bundle[fileName] as OutputAsset
          return JSON.stringify(`${url}#${toIntegrity(source)}`)
        }
        for (const file of Object.values(bundle)) {
          if (file.type !== 'chunk') continue
          file.code = file.code.replace(/^const __vite__mapDeps=.*/, list => list.replace(/"([^"]*\.css)"/g, withHash))
        }
      },
    },
  }
}
