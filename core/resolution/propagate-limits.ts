import type { PackageLink, Slot } from './model.js'
import { type Choices, filterSlots, type Group } from './problem.js'

/**
 * Drops what no solution can contain: where a kind has as many hosts as copies that are decided already, every other
 * copy of it; for those whom a link binds, what one of them who surely needs the package cannot see.
 *
 * @returns what is left to choose; undefined where a part has nothing left, or what is decided breaks a limit
 */
export function propagateLimits(
  group: Group,
  choices: Choices,
  opened: ReadonlySet<Slot>,
): Choices | undefined {
  const { parts, limited } = group
  const decided = new Set(opened)
  const common = new Map<PackageLink, ReadonlySet<Slot>>()
  for (const [i, { unit }] of parts.entries()) {
    const list = choices[i]!
    if (list.length === 1) for (const copies of list[0]!) if (copies.length === 1) decided.add(copies[0]!)
    if (unit.links.size) for (const [name, links] of unit.links) {
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
  const full = new Set<Slot>()
  for (const [{ hosts }, slots] of limited) {
    const others = slots.filter(slot => !decided.has(slot))
    const left = hosts.length - (slots.length - others.length)
    if (left < 0) return undefined
    if (!left) for (const slot of others) full.add(slot)
  }
  if (!full.size && !common.size) return choices

  const left = choices.map((list, i) => {
    const { pinned, links } = parts[i]!.unit
    const isLeft = (slot: Slot) =>
      !full.has(slot) &&
      (!links.size || (links.get(slot.kind?.package ?? '')?.every(link => common.get(link)?.has(slot) ?? true) ?? true))
    return pinned ? list : filterSlots(list, isLeft)
  })
  if (left.some(list => !list.length)) return undefined
  return left.every((list, i) => list === choices[i]) ? choices : propagateLimits(group, left, opened)
}
