import { getOrMake, makeList } from './intern.js'
import type { Kind, Slot } from './model.js'
import type { Part } from './problem.js'

/**
 * Numbers the slots that a group of parts may open, and says which are under a limit; it has them all for itself.
 *
 * @returns the slots, each at its index
 */
export function numberSlots(parts: readonly Part[]): readonly Slot[] {
  const slots = [...new Set(parts.flatMap(({ choices }) => choices.flat(2)))]
  const byKind = new Map<Kind, Slot[]>()
  for (const [index, slot] of slots.entries()) {
    slot.index = index
    if (slot.kind) getOrMake(byKind, slot.kind, makeList).push(slot)
  }
  for (const [{ copies }, slots] of byKind) {
    const limits = [{ most: copies.length }]
    if (slots.length > copies.length) for (const slot of slots) slot.limits = limits
  }
  return slots
}
