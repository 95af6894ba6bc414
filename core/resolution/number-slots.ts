import { getOrMake, makeList } from './intern.js'
import type { Kind, Slot } from './model.js'
import type { Part } from './problem.js'

/**
 * Numbers the slots that a group of parts may open, and says which are under a limit; it has them all for itself.
 *
 * @returns the slots, each at its index
 */
export function numberSlots(parts: readonly Part[]): readonly Slot[] {
  const slots: Slot[] = []
  const byKind = new Map<Kind, Slot[]>()
  for (const choices of new Set(parts.map(part => part.choices))) {
    for (const choice of choices) {
      for (const copies of choice) {
        for (const slot of copies) {
          if (slot.index >= 0) continue
          slot.index = slots.push(slot) - 1
          if (slot.kind && !slot.kind.isPinned) getOrMake(byKind, slot.kind, makeList).push(slot)
        }
      }
    }
  }
  for (const [{ hosts }, slots] of byKind) {
    const limits = [{ most: hosts.length }]
    if (slots.length > hosts.length) for (const slot of slots) slot.limits = limits
  }
  return slots
}
