import { createInterner } from './intern.js'
import type { Unit } from './model.js'
import type { Part } from './problem.js'

/** Where there are fewer parts, to search each of them takes no longer than to merge them. */
const fewestParts = 200

/** `mergeParts` where there are so many that it pays. */
export function mergeManyParts(parts: readonly Part[]): readonly Part[] {
  return parts.length < fewestParts ? parts : mergeParts(parts)
}

/**
 * Takes remotes together that are alike. Where a part has one choice, each of its packages is decided by itself, and makes a
 * part of its own. Most of these are equal, and equal ones are one to the search: there is a best assignment where all of
 * their remotes choose the same. For let them differ, and all take what the best of them has, by criteria 5 and 6: no slot is
 * opened, and the first of them that changes is better off. Only criterion 7 could prefer that they differ, if two of their
 * slots were of one version: such parts are not merged. Parts stay as they are of remotes that have links or pins, or do not
 * use all of the packages themselves.
 */
export function mergeParts(parts: readonly Part[]): readonly Part[] {
  const internPart = createInterner<Part & { readonly units: Unit[] }>()
  const merged = new Set<Part>()
  for (const part of parts) {
    const { unit, domains, choices } = part
    if (choices.length !== 1 || unit.links.size || unit.pinned || !domains.every(domain => domain.isUsed)) {
      merged.add(part)
      continue
    }
    for (const copies of choices[0]!) {
      const kinds = copies.map(slot => slot.kind!)
      const isDistinct = new Set(kinds.map(({ parsed }) => parsed)).size === kinds.length
      const key = [...copies, ...kinds.map(({ carriers }) => carriers.has(unit)), isDistinct || unit]
      const alike = internPart(key, () => ({
        unit,
        units: [],
        domains: domains.filter(domain => domain.package === kinds[0]!.package),
        choices: [[copies]],
      }))
      alike.units.push(unit)
      merged.add(alike)
    }
  }
  return [...merged]
}
