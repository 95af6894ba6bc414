import type { ImportMap } from '../import-map/import-map.js'
import type { ModuleNode } from '../manifest/manifest.js'
import { folderOf, moduleFolder } from '../manifest/module-folder.js'
import type { Placements } from '../resolution/resolution.js'

/** One module of the page, its imports resolved as the map resolves them. All URLs are absolute. */
export interface GraphNode {
  readonly url: string
  /** The remote that serves it. */
  readonly remote: string
  readonly imports: readonly string[]
  readonly dynamic: readonly string[]
  readonly css: readonly string[]
}

/** Every module that the page can load: the accepted remotes' own, and those of the copies in use. By URL. */
export type ModuleGraph = ReadonlyMap<string, GraphNode>

/**
 * Lays the remotes' module graphs together, as far as the map has scopes for them. A bare import is looked up in the
 * emitted map, in the scope of the folder that the importing module lies in, so the graph is what a browser will see; an
 * import that the map does not have is left out, since it fails by itself when it is asked for.
 */
export function toModuleGraph({ remotes, format }: Placements, map: ImportMap): ModuleGraph {
  const graph = new Map<string, GraphNode>()
  for (const { name, base, manifest } of remotes.values()) {
    const folder = moduleFolder(base, format)
    const modules = manifest.modules ?? {}
    for (const [file, node] of Object.entries(modules)) {
      const specifiers = map.scopes[base + folderOf(`${format}/${file}`)]
      if (!specifiers) continue
      const toUrl = (specifier: string) =>
        Object.hasOwn(modules, specifier) ? folder + specifier : (specifiers[specifier] ?? map.imports[specifier] ?? [])
      const { imports = [], dynamic = [], css = [] }: ModuleNode = node
      graph.set(folder + file, {
        url: folder + file,
        remote: name,
        imports: imports.flatMap(toUrl),
        dynamic: dynamic.flatMap(toUrl),
        css: css.map(file => `${base}assets/${file}`),
      })
    }
  }
  return graph
}

/**
 * The static closure of some modules in the order in which they run, each after what it imports.
 * URLs that the graph does not have (plain entries of the map) are leaves.
 */
export function closureFrom(graph: ModuleGraph, urls: readonly string[]): readonly GraphNode[] {
  const closure = new Map<string, GraphNode>()
  const entered = new Set<string>()
  // An explicit stack: a closure may be deeper than the engine's call stack.
  const stack = urls.map(url => ({ url, isLeaving: false })).reverse()
  for (let step = stack.pop(); step; step = stack.pop()) {
    const node = graph.get(step.url)
    if (!node) continue
    if (step.isLeaving) closure.set(step.url, node)
    else if (!entered.has(step.url)) {
      entered.add(step.url)
      stack.push({ url: step.url, isLeaving: true })
      for (const url of [...node.imports].reverse()) stack.push({ url, isLeaving: false })
    }
  }
  return [...closure.values()]
}
