import type { Uses } from '../../core/index.js'
import { parsePackageSpecifier } from '../packages/parse-package-specifier.js'
import type { ChunkImports } from './parse-chunk.js'
import { addUsed, toUses, type UsedExports } from './used-exports.js'

/** What several built modules use of the packages that they import bare: package → subpath → exports. Sorted. */
export function collectUses(chunks: Iterable<ChunkImports>): Map<string, Uses> {
  const packages = new Map<string, UsedExports>()
  for (const { uses } of chunks) {
    for (const [specifier, names] of Object.entries(uses)) {
      const parsed = parsePackageSpecifier(specifier)
      if (!parsed) continue
      const used = packages.get(parsed.package) ?? new Map()
      packages.set(parsed.package, used)
      addUsed(used, parsed.subpath, names)
    }
  }
  const sorted = [...packages].sort(([a], [b]) => (a < b ? -1 : 1))
  return new Map(sorted.map(([name, used]) => [name, toUses(used)]))
}
