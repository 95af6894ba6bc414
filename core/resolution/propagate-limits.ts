import type { Kind, PackageLink, Slot } from './model.js'
import { type Choices, filterSlots, type Part } from './problem.js'

/**
 * Drops what no solution can contain: where a kind has as many hosts as copies that are decided already, every other
 * copy of it; for those whom a link binds, what one of them who surely needs the package cannot see.
 *
 * @returns what is left to choose; undefined where a part has nothing left, or what is decided breaks a limit
 */
export function propagateLimits(
  parts: readonly Part[],
  choices: Choices,
  opened: ReadonlySet<Slot>,
): Choices | undefined {
  const decided = new Map<Kind, Set<Slot>>()
  const decide = (slot: Slot) => {
    if (slot.kind) decided.set(slot.kind, (decided.get(slot.kind) ?? new Set()).add(slot))
  }
  const common = new Map<PackageLink, ReadonlySet<Slot>>()
  for (const slot of opened) decide(slot)
  for (const [i, { unit }] of parts.entries()) {
    const list = choices[i]!
    if (list.length === 1) for (const copies of list[0]!) if (copies.length === 1) decide(copies[0]!)
    for (const [name, links] of unit.links) {
      const seen = new Set<Slot>()
      const isOfPackage = (slot: Slot | undefined) => slot?.kind?.package === name
      const needs = list.every(choice => {
        const copies = choice.find(copies => isOfPackage(copies[0]))
        for (const slot of copies ?? []) seen.add(slot)
        return copies
      })
      if (!needs || !seen.size) continue
      for (const link of links) {
        const before = common.get(link)
        common.set(link, before ? new Set([...before].filter(slot => seen.has(slot))) : seen)
      }
    }
  }
  const full = new Set<Kind>()
  for (const [kind, { size }] of decided) {
    if (kind.isPinned || size < kind.hosts.length) continue
    if (size > kind.hosts.length) return undefined
    full.add(kind)
  }
  if (!full.size && !common.size) return choices

  const left = choices.map((list, i) => {
    const { pinned, links } = parts[i]!.unit
    const isLeft = (slot: Slot): boolean => {
      const { kind } = slot
      if (!kind) return true
      if (full.has(kind) && !decided.get(kind)!.has(slot)) return false
      return links.get(kind.package)?.every(link => common.get(link)?.has(slot) ?? true) ?? true
    }
    return pinned ? list : filterSlots(list, isLeft)
  })
  if (left.some(list => !list.length)) return undefined
  return left.every((list, i) => list === choices[i]) ? choices : propagateLimits(parts, left, opened)
}
