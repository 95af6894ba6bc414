import type { Format } from '../manifest/manifest.js'
import { findCauses } from './find-causes.js'
import { getOrMake, makeMap } from './intern.js'
import type { Assignment, CopySlot, Model, OfferedCopy, Unit, Want } from './model.js'
import type { Cause } from './resolution.js'

/**
 * `findCauses`, where remotes that declare the same of a package and see the same copy of it have the same causes: one list
 * for all of them. Causes say more where the copy is the remote's own, where another one requires it, and where there are links
 * or pins: these are found for each remote.
 */
export function shareCauses(
  model: Model,
  assignment: Assignment,
  providers: ReadonlyMap<CopySlot, OfferedCopy>,
  format: Format,
): ReturnType<typeof findCauses> {
  const causesOf = findCauses(model, assignment, providers, format)
  const known = new Map<CopySlot, Map<Want | undefined, readonly Cause[]>>()

  const hasMore = (unit: Unit, slot: CopySlot): boolean => {
    if (unit.links.size || unit.pinned || providers.get(slot)!.unit === unit) return true
    for (const { kind } of assignment.get(unit)!) {
      for (const need of kind.needs) if (need.package === slot.kind.package) return true
    }
    return false
  }

  return (unit, slot) => {
    if (!slot || hasMore(unit, slot)) return causesOf(unit, slot)
    const byWant = getOrMake(known, slot, makeMap<Want | undefined, readonly Cause[]>)
    return getOrMake(byWant, unit.wants.get(slot.kind.package), () => causesOf(unit, slot))
  }
}
