import type { Format } from '../manifest/manifest.js'
import type { Assignment, CopySlot, Demand, Environment, Host, Kind, Model, PackageLink, Unit } from './model.js'
import type { Cause, Offer } from './resolution.js'

/** Why a unit sees what it sees, by package. */
export function placementCauses(
  unit: Unit,
  environment: Environment,
  providers: ReadonlyMap<CopySlot, Host>,
  assignment: Assignment,
): ReadonlyMap<string, readonly Cause[]> {
  if (unit.pinned) return new Map([...environment.keys()].map(name => [name, [{ kind: 'pinned' }]]))
  const causes = new Map<string, Cause[]>()
  for (const name of environment.keys()) {
    const requiredVersion = unit.wants.get(name)?.demand?.requiredVersion
    causes.set(name, requiredVersion === undefined ? [] : [{ kind: 'uses', requiredVersion }])
  }
  for (const { kind } of environment.values()) {
    for (const [i, need] of kind.needs.entries()) causes.get(need.package)!.push(kind.causes[i]!)
  }
  for (const [name, slot] of environment) {
    const versions = unit.wants.get(name)?.shared.copies?.map(copy => copy.version) ?? []
    if (providers.get(slot)!.unit === unit) causes.get(name)!.push({ kind: 'own' })
    else if (versions.length && !versions.includes(slot.kind.version)) causes.get(name)!.push({ kind: 'instead-of', versions })
    for (const { why, remotes } of partnersOf(unit, name, assignment)) causes.get(name)!.push({ kind: 'same-as', why, remotes })
  }
  return causes
}

/** What a unit sees out of its own range. Empty where it is not warned. */
export function warningCauses(unit: Unit, environment: Environment, assignment: Assignment): readonly Cause[] {
  return [...environment.values()].flatMap(({ kind: { package: name, version, index } }): Cause[] => {
    const demand = unit.wants.get(name)?.demand
    if (!demand || demand.grades[index] === 2) return []
    const { requiredVersion } = demand
    const [{ why, remotes } = { why: 'singleton' as const, remotes: [] }] = partnersOf(unit, name, assignment)
    return [{ kind: 'out-of-range', package: name, version, requiredVersion, why, remotes }]
  })
}

/**
 * Why no assignment serves a unit: the packages of which no copy will do whoever else is there; else whom it is in conflict
 * with, over a link, or over copies that are all taken by others who see other copies of what these require.
 */
export function rejectionCauses(
  unit: Unit,
  { units, pools }: Model,
  assignment: Assignment,
  format: Format,
): readonly Cause[] {
  const { formats = [format] } = unit.remote.manifest
  if (!formats.includes(format)) return [{ kind: 'no-format', format, formats }]

  const isSeen = (kind: Kind) => {
    const want = unit.wants.get(kind.package)
    return !want || ((want.shared.shareScope ?? 'default') === kind.shareScope && (want.demand?.grades[kind.index] ?? 2) === 2)
  }
  const failing = ({ package: name, requiredVersion, grades }: Demand, depth: number): Cause[] => {
    const offers: Offer[] = []
    for (const kind of pools.get(name)!.kinds) {
      const grade = grades[kind.index]!
      if (grade === 2 && isSeen(kind) && !(depth && kind.needs.some(need => failing(need, depth - 1).length))) return []
      const lacks = grade === 0 ? 'exports' : grade === 1 ? 'range' : isSeen(kind) ? 'requires' : 'share scope'
      for (const host of kind.hosts) offers.push({ provider: host.unit.names[0]!, version: kind.version, lacks })
    }
    return [{ kind: 'no-copy', package: name, requiredVersion, offers }]
  }
  const demands = [...unit.wants.keys()].sort().flatMap(name => unit.wants.get(name)!.demand ?? [])
  const missing = demands.flatMap(demand => failing(demand, 2))
  if (missing.length) return missing
  const conflicts = demands.flatMap(({ package: name }) =>
    partnersOf(unit, name, assignment).map(({ why, remotes }): Cause => ({ kind: 'conflict', package: name, why, remotes })),
  )
  if (conflicts.length) return conflicts
  return demands.flatMap(({ package: name, grades }): Cause[] => {
    const users = units.filter(({ index }) => grades[assignment[index]?.get(name)?.kind.index ?? -1] === 2)
    const remotes = users.flatMap(user => user.names)
    return remotes.length ? [{ kind: 'conflict', package: name, why: 'copies', remotes }] : []
  })
}

/** For each link of a unit over a package the other remotes, as far as they need the package. */
function partnersOf(unit: Unit, name: string, assignment: Assignment) {
  return (unit.links.get(name) ?? []).flatMap(({ why, units }: PackageLink) => {
    const remotes = units.flatMap(other => (other !== unit && assignment[other.index]?.has(name) ? other.names : []))
    return remotes.length ? [{ why, remotes }] : []
  })
}
