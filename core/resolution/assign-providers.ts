import type { Assignment, CopySlot, Host, Kind, Unit } from './model.js'

/**
 * Chooses whose copy each one is, along the walk: the remote's own, the host's, the least name (criterion 7).
 *
 * @returns the copies in use, in the order of the walk
 */
export function assignProviders(units: readonly Unit[], assignment: Assignment): ReadonlyMap<CopySlot, Host> {
  const firstUsers = new Map<CopySlot, Unit>()
  for (const unit of units) {
    for (const slot of assignment[unit.index]?.values() ?? []) if (!firstUsers.has(slot)) firstUsers.set(slot, unit)
  }
  const hosts = new Map<CopySlot, Host>()
  const free = new Map<Kind, readonly Host[]>()
  for (const [slot, unit] of firstUsers) {
    const { kind } = slot
    const left = free.get(kind) ?? kind.hosts
    // Hosts stand in the order of the units, the host first.
    const host = left.find(host => host.unit === unit) ?? left[0]!
    hosts.set(slot, host)
    free.set(
      kind,
      left.filter(other => other !== host),
    )
  }
  return hosts
}
