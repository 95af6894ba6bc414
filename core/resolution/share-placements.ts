import { getOrMake, makeMap } from './intern.js'
import { listRequired } from './list-required.js'
import type { CopySlot, Want } from './model.js'
import type { Placement } from './resolution.js'
import type { Resolved } from './resolve-within.js'
import type { FindPlacement } from './to-resolution.js'

/**
 * Remotes that declare the same of a package and see the same copy of it see it for the same causes: one placement for all of
 * them. There are more causes where the copy is the remote's own, where another one may require it, and where there are links
 * or pins: these are found for each remote.
 *
 * @param find what is saved
 */
export function sharePlacements(find: FindPlacement, { model, providers }: Resolved): FindPlacement {
  const known = new Map<CopySlot, Map<Want | undefined, Placement>>()
  const required = listRequired(model)

  return (unit, slot, placed) => {
    const name = slot.kind.package
    if (unit.links.size || unit.pinned || required.has(name) || providers.get(slot)!.unit === unit) {
      return find(unit, slot, placed)
    }
    const byWant = getOrMake(known, slot, makeMap<Want | undefined, Placement>)
    return getOrMake(byWant, unit.wants.get(name), () => find(unit, slot, placed))
  }
}
