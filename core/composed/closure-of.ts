import type { Placements } from '../resolution/resolution.js'
import { closureFrom, toModuleGraph } from './module-graph.js'
import { toImportMap } from './to-import-map.js'

/** One file that a page needs. */
export interface File {
  /** Absolute. */
  readonly url: string
  readonly kind: 'module' | 'css'
  /** The remote that serves it. */
  readonly remote: string
  readonly integrity: string | undefined
}

/**
 * Every file that importing these specifiers loads at once, known without fetching a module: chunks, copies of shared
 * packages with their chunks, modules of other remotes, stylesheets. Parts behind `import()` are not among them: ask
 * for their closure by their URL.
 *
 * @param specifiers keys of the resolution's import map (`@mall/cart/Widget`, `react@18.2.0`), or URLs of modules
 * @returns modules in the order in which they run, each after what it imports and after its stylesheets
 */
export function closureOf(resolution: Placements, specifiers: readonly string[]): readonly File[] {
  const map = toImportMap(resolution)
  const urls = specifiers.map(specifier => map.imports[specifier] ?? specifier)
  const files = closureFrom(toModuleGraph(resolution, map), urls).flatMap(({ url, css, remote }): File[] => [
    ...css.map(url => ({ url, kind: 'css' as const, remote, integrity: map.integrity[url] })),
    { url, kind: 'module', remote, integrity: map.integrity[url] },
  ])
  return [...new Map(files.map(file => [file.url, file])).values()]
}
