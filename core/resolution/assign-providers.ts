import { getOrMake } from './intern.js'
import type { Assignment, CopySlot, Kind, OfferedCopy } from './model.js'

/**
 * Chooses whose copy each one is, along the walk: the remote's own, the host's, the least name (criterion 7).
 *
 * @returns the copies in use, in the order of the walk
 */
export function assignProviders(assignment: Assignment): ReadonlyMap<CopySlot, OfferedCopy> {
  const providers = new Map<CopySlot, OfferedCopy>()
  const free = new Map<Kind, OfferedCopy[]>()
  for (const [unit, environment] of assignment) {
    for (const slot of environment) {
      if (providers.has(slot)) continue
      const left = getOrMake(free, slot.kind, () => [...slot.kind.copies])
      const own = left.findIndex(copy => copy.unit === unit)
      providers.set(slot, left.splice(Math.max(own, 0), 1)[0]!)
    }
  }
  return providers
}
