import { composeImportMaps } from '../import-map/compose-import-maps.js'
import type { ImportMap } from '../import-map/import-map.js'
import type { Placements } from '../resolution/resolution.js'
import type { Composed } from './composed.js'
import { closureFrom, toModuleGraph } from './module-graph.js'
import { toImportMap } from './to-import-map.js'

/**
 * Makes of a resolution all that a page needs to run: the map with what people wrote laid over it, and for each module
 * that can be asked for by itself (an expose, the target of an `import()`) the files to request with it.
 */
export function toComposed(resolution: Placements, written: ImportMap): Composed {
  const generated = toImportMap(resolution)
  const graph = toModuleGraph(resolution, generated)
  const entries = new Set([
    ...Object.values(generated.imports).filter(url => url !== null),
    ...[...graph.values()].flatMap(node => node.dynamic),
  ])
  const closures: Record<string, readonly string[]> = Object.create(null)
  const css: Record<string, readonly string[]> = Object.create(null)
  for (const entry of entries) {
    const closure = closureFrom(graph, [entry])
    const modules = closure.map(node => node.url).filter(url => url !== entry)
    const stylesheets = [...new Set(closure.flatMap(node => node.css))]
    if (modules.length > 0) closures[entry] = modules
    if (stylesheets.length > 0) css[entry] = stylesheets
  }
  return {
    map: composeImportMaps(generated, written, { onConflict: 'replace' }),
    closures,
    css,
    standIns: Object.fromEntries(resolution.standIns),
  }
}
