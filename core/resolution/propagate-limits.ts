import type { Kind, PackageLink } from './model.js'
import type { Choice, Facility, Part } from './problem.js'
import { filterSame } from './share-lists.js'

/**
 * Drops what no solution can contain: where a kind has as many hosts as copies that are decided already, every other
 * copy of it; where a link has its copy decided, every other copy of that package for whom it binds.
 *
 * @returns what is left to choose; undefined where some part has nothing left, or a decision breaks a limit
 */
export function propagateLimits(
  parts: readonly Part[],
  choices: readonly (readonly Choice[])[],
  opened: ReadonlySet<Facility>,
): readonly (readonly Choice[])[] | undefined {
  let left = choices
  for (;;) {
    const decided = decide(parts, left, opened)
    if (!decided) return undefined
    const { copies, linked } = decided
    const isFull = (kind: Kind) => !kind.isPinned && copies.get(kind)?.size === kind.hosts.length
    const isLeft = (part: Part, facility: Facility): boolean => {
      const { kind } = facility
      if (!kind) return true
      if (isFull(kind) && !copies.get(kind)!.has(facility)) return false
      return (
        part.unit.pinned !== undefined ||
        part.links.every(link => link.package !== kind.package || (linked.get(link) ?? facility) === facility)
      )
    }
    let isStable = true
    const next = left.map((list, i) => {
      const part = parts[i]!
      const kept = list.flatMap(choice => {
        if (!choice.facilities.every(facility => isLeft(part, facility))) return []
        const leaves = choice.leaves.map(copies => filterSame(copies, copy => isLeft(part, copy)))
        if (leaves.every((copies, k) => copies === choice.leaves[k])) return [choice]
        isStable = false
        return leaves.every(copies => copies.length) ? [{ ...choice, leaves }] : []
      })
      if (kept.length < list.length) isStable = false
      return isStable && kept.length === list.length && kept.every((choice, k) => choice === list[k]) ? list : kept
    })
    if (next.some(list => list.length === 0)) return undefined
    if (isStable) return next
    left = next
  }
}

/** The copies that are decided, by kind and by link: those of parts that have one choice left. */
function decide(parts: readonly Part[], choices: readonly (readonly Choice[])[], opened: ReadonlySet<Facility>) {
  const copies = new Map<Kind, Set<Facility>>()
  const add = (facility: Facility): boolean => {
    const { kind } = facility
    if (!kind) return true
    const known = copies.get(kind) ?? new Set()
    copies.set(kind, known.add(facility))
    return known.size <= kind.hosts.length || kind.isPinned
  }
  for (const facility of opened) if (!add(facility)) return undefined
  const linked = new Map<PackageLink, Facility>()
  for (const [i, list] of choices.entries()) {
    if (list.length > 1) continue
    const { facilities, leaves } = list[0]!
    for (const facility of [...facilities, ...leaves.flatMap(copies => (copies.length > 1 ? [] : copies))]) {
      if (!add(facility)) return undefined
      for (const link of parts[i]!.links) if (link.package === facility.kind?.package) linked.set(link, facility)
    }
  }
  return { copies, linked }
}
