import type { Kind, PackageLink, Slot, Unit } from './model.js'
import { type Choices, filterSame, type Part } from './problem.js'

/**
 * Drops what no solution can contain: where a kind has as many hosts as copies that are decided already, every other
 * copy of it; where a link has its copy decided, every other copy of that package for whom it binds.
 *
 * @returns what is left to choose; undefined where a part has nothing left, or what is decided breaks a limit
 */
export function propagateLimits(
  parts: readonly Part[],
  choices: Choices,
  opened: ReadonlySet<Slot>,
): Choices | undefined {
  const copies = new Map<Kind, Set<Slot>>()
  const linked = new Map<PackageLink, Slot>()
  const decide = (slot: Slot, links: readonly PackageLink[]) => {
    if (!slot.kind) return
    copies.set(slot.kind, (copies.get(slot.kind) ?? new Set()).add(slot))
    for (const link of links) if (link.package === slot.kind.package) linked.set(link, slot)
  }
  for (const slot of opened) decide(slot, [])
  for (const [i, [choice, ...others]] of choices.entries()) {
    if (!choice || others.length) continue
    for (const list of [choice.slots, ...choice.leaves.filter(list => list.length === 1)]) {
      for (const slot of list) decide(slot, parts[i]!.unit.links)
    }
  }
  for (const [{ isPinned, hosts }, { size }] of copies) if (size > hosts.length && !isPinned) return undefined

  const isLeft = (slot: Slot, { links, pinned }: Unit): boolean => {
    if (!slot.kind || slot.kind.isPinned || pinned) return true
    const decided = copies.get(slot.kind)
    if (decided && decided.size >= slot.kind.hosts.length && !decided.has(slot)) return false
    return links.every(link => link.package !== slot.kind!.package || (linked.get(link) ?? slot) === slot)
  }
  const left = choices.map((list, i) => {
    const { unit } = parts[i]!
    const kept = list.flatMap(choice => {
      if (!choice.slots.every(slot => isLeft(slot, unit))) return []
      const leaves = choice.leaves.map(list => filterSame(list, slot => isLeft(slot, unit)))
      if (leaves.every((list, k) => list === choice.leaves[k])) return choice
      return leaves.every(list => list.length) ? { ...choice, leaves } : []
    })
    return kept.length === list.length && kept.every((choice, k) => choice === list[k]) ? list : kept
  })
  if (left.some(list => !list.length)) return undefined
  return left.every((list, i) => list === choices[i]) ? choices : propagateLimits(parts, left, opened)
}
