import type { PackageLink, Slot } from './model.js'
import { type Choices, filterSlots, type Group } from './problem.js'

/**
 * Drops what no solution can contain: where a kind has as many hosts as copies that are decided already, every other
 * copy of it; for those whom a link binds, what one of them who surely needs the package cannot see.
 *
 * @returns what is left to choose; undefined where a part has nothing left, or what is decided breaks a limit
 */
export function propagateLimits(group: Group, choices: Choices, opened: ReadonlySet<Slot>): Choices | undefined {
  const { parts, slots, limited } = group
  const isDecided = new Uint8Array(slots.length)
  const isFull = new Uint8Array(slots.length)
  const common = new Map<PackageLink, ReadonlySet<Slot>>()
  for (const { index } of opened) isDecided[index] = 1
  for (let i = 0; i < parts.length; i++) {
    const list = choices[i]!
    if (list.length === 1) for (const copies of list[0]!) if (copies.length === 1) isDecided[copies[0]!.index] = 1
    parts[i]!.unit.links.forEach((links, name) => {
      const ofPackage = list.map(choice => choice.find(([slot]) => slot?.kind?.package === name))
      if (!ofPackage.every(copies => copies)) return
      const seen = new Set(ofPackage.flatMap(copies => copies!))
      for (const link of links) {
        const before = common.get(link)
        common.set(link, before ? new Set([...before].filter(slot => seen.has(slot))) : seen)
      }
    })
  }
  let isAnyFull = false
  for (const [{ hosts }, all] of limited) {
    const others = all.filter(({ index }) => !isDecided[index])
    const left = hosts.length - all.length + others.length
    if (left < 0) return undefined
    if (left) continue
    isAnyFull = true
    for (const { index } of others) isFull[index] = 1
  }
  if (!isAnyFull && !common.size) return choices

  const left = choices.map((list, i) => {
    const { pinned, links } = parts[i]!.unit
    const isLeft = (slot: Slot) =>
      !isFull[slot.index] &&
      (!links.size || (links.get(slot.kind?.package ?? '')?.every(link => common.get(link)?.has(slot) ?? true) ?? true))
    return pinned ? list : filterSlots(list, isLeft)
  })
  if (left.some(list => !list.length)) return undefined
  return left.every((list, i) => list === choices[i]) ? choices : propagateLimits(group, left, opened)
}
