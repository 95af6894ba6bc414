import { getOrMake, makeList } from './intern.js'
import type { Kind, Slot } from './model.js'
import type { Group, Part } from './problem.js'

/** Numbers the slots that a group may open, by package and the newest first; it has them all for itself. */
export function toGroup(parts: readonly Part[]): Group {
  const slots: Slot[] = []
  for (const choices of new Set(parts.map(part => part.choices))) {
    for (const choice of choices) {
      for (const copies of choice) {
        for (const slot of copies) {
          if (slot.index < 0) slot.index = slots.push(slot)
        }
      }
    }
  }
  const nameOf = ({ kind }: Slot) => kind?.package ?? ''
  slots.sort((a, b) =>
    a.kind && a.kind.package === b.kind?.package ? a.kind.index - b.kind.index : nameOf(a) < nameOf(b) ? -1 : 1,
  )
  const limited = new Map<Kind, Slot[]>()
  for (const [index, slot] of slots.entries()) {
    slot.index = index
    if (slot.kind && !slot.kind.isPinned) getOrMake(limited, slot.kind, makeList).push(slot)
  }
  for (const [kind, { length }] of limited) if (length <= kind.hosts.length) limited.delete(kind)
  return { parts, slots, limited }
}
