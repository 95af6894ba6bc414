import { type Assignment, copyKey } from './assignment.js'
import type { Host, Kind, Unit } from './model.js'

/** A copy in use before it is known whose: its kind, and the units that share it, in the order of the walk. */
export interface Instance {
  readonly kind: Kind
  /** The environment that it lives in: that of its first user. */
  readonly environment: ReadonlyMap<string, Kind>
  readonly users: readonly Unit[]
}

/** The copies that an assignment needs, by key, in the order of the walk. */
export function instancesOf(units: readonly Unit[], assignment: Assignment): ReadonlyMap<string, Instance> {
  const instances = new Map<string, Instance>()
  for (const unit of units) {
    const environment = assignment[unit.index]
    for (const kind of environment?.values() ?? []) {
      const key = copyKey(kind, environment!)
      const instance = instances.get(key)
      if (instance) (instance.users as Unit[]).push(unit)
      else instances.set(key, { kind, environment: environment!, users: [unit] })
    }
  }
  return instances
}

/**
 * Chooses whose copy each one is: first as many bytes as possible of copies that an earlier resolution used too
 * (criterion 3), then along the walk the remote's own, the host's, the least name (criterion 7).
 */
export function assignProviders(instances: Iterable<Instance>): ReadonlyMap<Instance, Host> {
  const hostOf = new Map<Instance, Host>()
  const left = new Map<Kind, { hosts: Host[]; instances: number }>()
  const all = [...instances]
  for (const { kind } of all) {
    const entry = left.get(kind) ?? { hosts: [...kind.hosts], instances: 0 }
    entry.instances++
    left.set(kind, entry)
  }
  for (const instance of all) {
    const entry = left.get(instance.kind)!
    const values = entry.hosts.map(preferredBytes).sort((a, b) => b - a)
    const least = values[entry.instances - 1]!
    const [host] = entry.hosts
      .filter(host => preferredBytes(host) >= least)
      .sort((a, b) => compareHosts(a, b, instance.users[0]!))
    hostOf.set(instance, host!)
    entry.hosts = entry.hosts.filter(other => other !== host)
    entry.instances--
  }
  return hostOf
}

export function preferredBytes({ isPreferred, copy }: Host): number {
  return isPreferred ? copy.size : 0
}

/** Criterion 7, less the pinned: a pinned copy has one host. */
export function compareHosts(a: Host, b: Host, user: Unit): number {
  return Number(b.unit === user) - Number(a.unit === user) || a.unit.index - b.unit.index || (a.url < b.url ? -1 : 1)
}
