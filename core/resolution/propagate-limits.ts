import { getOrMake, makeSet } from './intern.js'
import type { Limit, Slot } from './model.js'
import { type Choices, filterSlots, limitsOf, type Part, sizeOf } from './problem.js'

/**
 * Drops what no solution can contain: where a kind has as many hosts as slots that are surely in use, every other slot of
 * it; for those whom a link binds, what one of them who surely needs the package cannot see.
 *
 * @returns what is left to choose; undefined where a part has nothing left, or what is sure breaks a limit
 */
export function propagateLimits(parts: readonly Part[], choices: Choices): Choices | undefined {
  /** The slots that a limit leaves. */
  const allowed = new Map<Limit, ReadonlySet<Slot>>()
  const sure = new Map<Limit, Set<Slot>>()
  for (const list of choices) {
    for (const copies of list.length === 1 ? list[0]! : []) {
      for (const limit of copies.length === 1 ? copies[0]!.limits : []) getOrMake(sure, limit, makeSet).add(copies[0]!)
    }
  }
  for (const [limit, slots] of sure) {
    if (slots.size > limit.most) return undefined
    if (slots.size === limit.most) allowed.set(limit, slots)
  }
  choices.forEach((list, i) => {
    parts[i]!.unit.links.forEach((links, name) => {
      const lists = list.flatMap(choice => choice.filter(([slot]) => slot!.kind?.package === name))
      if (lists.length < list.length) return
      const seen = lists.flat()
      for (const link of links) {
        const before = allowed.get(link)
        allowed.set(link, new Set(before ? seen.filter(slot => before.has(slot)) : seen))
      }
    })
  })
  if (!allowed.size) return choices

  const left = choices.map((list, i) => {
    const { unit } = parts[i]!
    const isLeft = (slot: Slot) => {
      for (const limit of limitsOf(unit, slot)) if (allowed.get(limit)?.has(slot) === false) return false
      return true
    }
    return unit.pinned ? list : filterSlots(list, isLeft)
  })
  if (!left.every(list => list.length)) return undefined
  return sizeOf(left) < sizeOf(choices) ? propagateLimits(parts, left) : choices
}
