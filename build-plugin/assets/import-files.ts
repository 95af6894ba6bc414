import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import type { Plugin } from 'rollup'
import { FederationError } from '../../core/index.js'

/** Pictures, fonts, sounds, films: what is of use by its address alone. */
const media =
  /\.(?:apng|avif|bmp|cur|eot|flac|gif|ico|jpe?g|jxl|m4a|mov|mp3|mp4|ogg|opus|otf|pdf|png|svg|ttf|vtt|wav|webm|webp|woff2?)$/i

/** What Vite and its plugins make modules of, by the query: workers, components. */
const compiled = /^(?:component|init|inline|react|sharedworker|worker)\b/

/**
 * Makes modules of files that packages import as Vite's users do: `import url from './logo.svg'` and `'./any.file?url'` are
 * the file's address, `'./any.file?raw'` and `'./any.css?inline'` its text. FED-514 for what would have to be compiled.
 */
export function importFiles(): Plugin {
  return {
    name: 'fedmap-imported-files',
    load(id) {
      const [file = '', query] = id.split('?', 2)
      if (query === 'raw' || (query === 'inline' && file.endsWith('.css'))) {
        this.addWatchFile(file)
        return `export default ${JSON.stringify(readFileSync(file, 'utf8'))}`
      }
      if (query === 'url' || (query === undefined && media.test(file))) {
        return `export default new URL(${JSON.stringify(`./${basename(file)}`)}, import.meta.url).href`
      }
      if (query !== undefined && (compiled.test(query) || media.test(file))) {
        throw new FederationError('FED-514', `${id} has to be compiled to be shared. Share the package as it is built.`)
      }
      return null
    },
  }
}
