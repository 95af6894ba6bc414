import type { ImportMap } from '../import-map/import-map.js'
import type { ModuleNode } from '../manifest/manifest.js'
import type { Remote, Resolution } from '../resolution/resolution.js'
import { copiesInUse } from './copies-in-use.js'
import { moduleFolder } from './to-import-map.js'

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
 * Lays the remotes' module graphs together. A bare import is looked up in the emitted map, in the scope of the folder
 * that the importing module lies in, so the graph is what a browser will see; an import that the map does not have
 * is left out, since it fails by itself when it is asked for.
 */
export function toModuleGraph(resolution: Resolution, map: ImportMap): ModuleGraph {
  const { remotes, environments, format } = resolution
  const graph = new Map<string, GraphNode>()

  const addModules = (remote: Remote, scope: string, isHere: (file: string) => boolean) => {
    const folder = moduleFolder(remote.base, format)
    const modules = remote.manifest.modules ?? {}
    const specifiers = map.scopes[scope] ?? {}
    const toUrl = (specifier: string) =>
      Object.hasOwn(modules, specifier) ? folder + specifier : (specifiers[specifier] ?? map.imports[specifier] ?? [])
    for (const [file, node] of Object.entries(modules)) {
      if (!isHere(file)) continue
      const { imports = [], dynamic = [], css = [] }: ModuleNode = node
      graph.set(folder + file, {
        url: folder + file,
        remote: remote.name,
        imports: imports.flatMap(toUrl),
        dynamic: dynamic.flatMap(toUrl),
        css: css.map(file => `${remote.base}assets/${file}`),
      })
    }
  }

  for (const name of environments.keys()) {
    const remote = remotes.get(name) as Remote
    addModules(remote, moduleFolder(remote.base, format), file => !file.startsWith('shared/'))
  }
  for (const { remote, url } of copiesInUse(resolution).values()) {
    const folder = url.slice(moduleFolder(remote.base, format).length)
    addModules(remote, url, file => file.startsWith(folder))
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
