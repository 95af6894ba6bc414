import { join } from 'node:path'
import type { OutputOptions } from 'rollup'
import { toUrlName } from '../to-url-name.js'

type FileNames = OutputOptions['chunkFileNames']

/** What the user set for the output → the layout of a remote: ES modules below `esm/`, all else in `assets/`. */
export function toOutputOptions(output: OutputOptions, root: string): OutputOptions {
  return {
    ...output,
    dir: output.dir ?? join(root, 'dist'),
    format: 'es',
    entryFileNames: below('esm/', output.entryFileNames),
    chunkFileNames: below('esm/', output.chunkFileNames),
    assetFileNames: 'assets/[name]-[hash][extname]',
    sanitizeFileName: toUrlName,
    sourcemap: output.sourcemap ?? true,
    hoistTransitiveImports: output.hoistTransitiveImports ?? false,
  }
}

/** The user's names, by default with a hash, in a folder. Emitted chunks are named by `chunkFileNames`, exposes too. */
function below(folder: string, names: FileNames = '[name]-[hash].js'): FileNames {
  return typeof names === 'string' ? folder + names : chunk => folder + names(chunk)
}
