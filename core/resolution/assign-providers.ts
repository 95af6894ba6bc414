import { getOrMake } from './intern.js'
import { type Assignment, type CopySlot, compareHosts, type Host, type Kind, type Unit } from './model.js'

/**
 * Chooses whose copy each one is, along the walk: the remote's own, the host's, the least name (criterion 7). A copy may be
 * one of a twin's, as long as so many copies of each kind are in use as before.
 *
 * @returns the copies in use, in the order of the walk
 */
export function assignProviders(units: readonly Unit[], assignment: Assignment): ReadonlyMap<CopySlot, Host> {
  const firstUsers = new Map<CopySlot, Unit>()
  const uses = new Map<Kind, number>()
  for (const unit of units) {
    for (const slot of assignment[unit.index] ?? []) {
      if (firstUsers.has(slot)) continue
      firstUsers.set(slot, unit)
      uses.set(slot.kind, (uses.get(slot.kind) ?? 0) + 1)
    }
  }
  const hosts = new Map<CopySlot, Host>()
  const free = new Map<Kind, Host[]>()
  for (const [slot, unit] of firstUsers) {
    const able = slot.kind.twins.flatMap(kind =>
      (uses.get(kind) ? getOrMake(free, kind, () => [...kind.hosts]) : []).map(host => ({ kind, host })),
    )
    able.sort((a, b) => compareHosts(a.host, b.host))
    const { kind, host } = able.find(({ host }) => host.unit === unit) ?? able[0]!
    hosts.set(slot, host)
    uses.set(kind, uses.get(kind)! - 1)
    const left = free.get(kind)!
    left.splice(left.indexOf(host), 1)
  }
  return hosts
}
