import type { Assignment, CopySlot, Host, Kind, Unit } from './model.js'

/**
 * Chooses whose copy each one is: first as many bytes as possible of copies that an earlier resolution used too
 * (criterion 3), then along the walk the remote's own, the host's, the least name (criterion 7).
 *
 * @returns the copies in use, in the order of the walk
 */
export function assignProviders(units: readonly Unit[], assignment: Assignment): ReadonlyMap<CopySlot, Host> {
  const firstUsers = new Map<CopySlot, Unit>()
  const copies = new Map<Kind, number>()
  for (const unit of units) {
    for (const slot of assignment[unit.index]?.values() ?? []) {
      if (firstUsers.has(slot)) continue
      firstUsers.set(slot, unit)
      copies.set(slot.kind, (copies.get(slot.kind) ?? 0) + 1)
    }
  }
  const hosts = new Map<CopySlot, Host>()
  const free = new Map<Kind, readonly Host[]>()
  for (const [slot, unit] of firstUsers) {
    const { kind } = slot
    const left = free.get(kind) ?? kind.hosts
    // So many copies are still to come that a host below this would cost preferred bytes.
    const least = left.map(preferredBytes).sort((a, b) => b - a)[copies.get(kind)! - 1]!
    const able = left.filter(host => preferredBytes(host) >= least)
    // Hosts stand in the order of the units, the host first.
    const host = able.find(host => host.unit === unit) ?? able[0]!
    hosts.set(slot, host)
    free.set(
      kind,
      left.filter(other => other !== host),
    )
    copies.set(kind, copies.get(kind)! - 1)
  }
  return hosts
}

/** The host's first, then by name. */
export function compareHosts(a: Host, b: Host): number {
  return a.unit.index - b.unit.index || (a.url === b.url ? 0 : a.url < b.url ? -1 : 1)
}

function preferredBytes({ isPreferred, copy }: Host): number {
  return isPreferred ? copy.size : 0
}
