import type { Uses } from '../../core/index.js'
import { parsePackageSpecifier } from '../packages/parse-package-specifier.js'
import type { ChunkImports } from './parse-chunk.js'

/** What several built modules use of the packages that they import bare: package → subpath → exports. Sorted. */
export function collectUses(chunks: Iterable<ChunkImports>): Map<string, Uses> {
  const collected = new Map<string, Map<string, '*' | Set<string>>>()
  for (const { uses } of chunks) {
    for (const [specifier, names] of uses) {
      const parsed = parsePackageSpecifier(specifier)
      if (!parsed) continue
      const subpaths = collected.get(parsed.package) ?? new Map<string, '*' | Set<string>>()
      collected.set(parsed.package, subpaths)
      const before = subpaths.get(parsed.subpath)
      subpaths.set(parsed.subpath, names === '*' || before === '*' ? '*' : new Set([...(before ?? []), ...names]))
    }
  }
  return new Map(sortByKey(collected).map(([name, subpaths]) => [name, toUses(subpaths)]))
}

function toUses(subpaths: ReadonlyMap<string, '*' | ReadonlySet<string>>): Uses {
  return Object.fromEntries(
    sortByKey(subpaths).map(([subpath, names]) => [subpath, names === '*' ? '*' : [...names].sort()]),
  )
}

function sortByKey<T>(map: ReadonlyMap<string, T>): [string, T][] {
  return [...map].sort(([a], [b]) => (a < b ? -1 : 1))
}
