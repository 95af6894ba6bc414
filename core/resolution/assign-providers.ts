import { getOrMake } from './intern.js'
import type { Assignment, CopySlot, Host, Kind } from './model.js'

/**
 * Chooses whose copy each one is, along the walk: the remote's own, the host's, the least name (criterion 7).
 *
 * @returns the copies in use, in the order of the walk
 */
export function assignProviders(assignment: Assignment): ReadonlyMap<CopySlot, Host> {
  const hosts = new Map<CopySlot, Host>()
  const free = new Map<Kind, Host[]>()
  for (const [unit, environment] of assignment) {
    for (const slot of environment) {
      if (hosts.has(slot)) continue
      const left = getOrMake(free, slot.kind, () => [...slot.kind.hosts])
      const own = left.findIndex(host => host.unit === unit)
      hosts.set(slot, left.splice(Math.max(own, 0), 1)[0]!)
    }
  }
  return hosts
}
