import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'

/** What a file takes of another file of the repository. */
export interface FileImport {
  /** The importing file, relative to the folder that was asked for, with `/`. */
  readonly file: string
  /** The first folder of its path, `''` where it lies in none. */
  readonly folder: string
  /** All words between `import` or `export` and `from`. */
  readonly names: readonly string[]
  /** The imported file, relative too: `fetch/fetch-each.js`, `../core/index.js`. */
  readonly target: string
}

const notSources = /\.test\.ts$|(?:^|\/)(?:testing|fixtures|matrix|node_modules|dist)\//

/** The TypeScript sources below a folder, tests and what belongs to them aside; relative, with `/`. */
export function listSources(root: string): readonly string[] {
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).map(file => file.split(sep).join('/'))
  return files.filter(file => file.endsWith('.ts') && !notSources.test(file))
}

/** What those sources import by relative paths. */
export function listImports(root: string): readonly FileImport[] {
  return listSources(root).flatMap(file => {
    const text = readFileSync(join(root, file), 'utf8')
    return [...text.matchAll(/(?:import|export)\b([^;']*) from '(\.[^']+)'/g)].map(([, words = '', path = '']) => ({
      file,
      folder: folderOf(file),
      names: words.match(/\w+/g) ?? [],
      target: relative(root, join(root, dirname(file), path))
        .split(sep)
        .join('/'),
    }))
  })
}

/** The first folder of a relative path, `''` for what lies in none. */
export function folderOf(file: string): string {
  return file.includes('/') ? (file.split('/')[0] as string) : ''
}
