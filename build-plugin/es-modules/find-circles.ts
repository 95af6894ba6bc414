import type { ChunkImports } from './parse-chunk.js'
import { toModuleNode } from './to-module-node.js'

/**
 * The modules that import each other in a circle, and those between two circles, by their paths.
 *
 * @param chunks path → what the module imports
 * @param entries bare specifier → the path of the module among them that it means
 */
export function findCircles(
  chunks: ReadonlyMap<string, ChunkImports>,
  entries: ReadonlyMap<string, string> = new Map(),
): ReadonlySet<string> {
  const imports = new Map(
    [...chunks].map(([path, chunk]) => {
      const { imports = [] } = toModuleNode(path, chunk, '')
      return [path, imports.map(imported => entries.get(imported) ?? imported)] as const
    }),
  )
  const left = new Set(imports.keys())
  for (let before = Number.POSITIVE_INFINITY; left.size < before; ) {
    before = left.size
    const importsLeft = (path: string) => imports.get(path)!.filter(other => left.has(other))
    const imported = new Set([...left].flatMap(importsLeft))
    for (const path of left) if (!imported.has(path) || importsLeft(path).length === 0) left.delete(path)
  }
  return left
}
