import { getOrMake, makeSet } from './intern.js'
import type { Limit, Slot } from './model.js'
import { filterSlots, limitsOf, type OpenPart, sizeOf } from './problem.js'

/**
 * Drops what no solution can contain: where a kind has as many hosts as slots that are surely in use, every other slot of
 * it; for those whom a link binds, what one of them who surely needs the package cannot see.
 *
 * @returns what is left to choose; undefined where a part has nothing left, or what is sure breaks a limit
 */
export function propagateLimits(parts: readonly OpenPart[]): readonly OpenPart[] | undefined {
  const sure = new Map<Limit, Set<Slot>>()
  /** The slots that a limit leaves. */
  const allowed = new Map<Limit, ReadonlySet<Slot>>()
  for (const { unit, choices } of parts) {
    for (const copies of choices.length === 1 ? choices[0]! : []) {
      for (const limit of copies.length === 1 ? copies[0]!.limits : []) getOrMake(sure, limit, makeSet).add(copies[0]!)
    }
    unit.links.forEach((links, name) => {
      const lists = choices.flatMap(choice => choice.filter(([slot]) => slot!.kind?.package === name))
      if (lists.length < choices.length) return
      const seen = lists.flat()
      for (const link of links) {
        const before = allowed.get(link)
        allowed.set(link, new Set(before ? seen.filter(slot => before.has(slot)) : seen))
      }
    })
  }
  for (const [limit, slots] of sure) {
    if (slots.size > limit.most) return undefined
    if (slots.size === limit.most) allowed.set(limit, slots)
  }
  if (!allowed.size) return parts.every(part => part.choices.length) ? parts : undefined

  const left = parts.map(part => {
    const isLeft = (slot: Slot) => {
      for (const limit of limitsOf(part.unit, slot)) if (allowed.get(limit)?.has(slot) === false) return false
      return true
    }
    return part.unit.pinned ? part : { ...part, choices: filterSlots(part.choices, isLeft) }
  })
  if (!left.every(part => part.choices.length)) return undefined
  return sizeOf(left) < sizeOf(parts) ? propagateLimits(left) : parts
}
