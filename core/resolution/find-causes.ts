import type { Format } from '../manifest/manifest.js'
import type { Assignment, CopySlot, Demand, Environment, Kind, Model, PackageLink, Unit } from './model.js'
import type { Cause, Offer } from './resolution.js'

/** Why a unit sees a copy. */
export function placementCauses(
  unit: Unit,
  { kind }: CopySlot,
  provider: Unit,
  assignment: Assignment,
): readonly Cause[] {
  if (unit.pinned) return [{ kind: 'pinned' }]
  const causes: Cause[] = []
  const want = unit.wants.get(kind.package)
  if (want?.demand) causes.push({ kind: 'uses', requiredVersion: want.demand.requiredVersion })
  for (const { kind: other } of assignment[unit.index]!.values()) {
    for (const { package: name, requiredVersion } of other.needs) {
      if (name !== kind.package) continue
      causes.push({ kind: 'required-by', package: other.package, version: other.version, requiredVersion })
    }
  }
  if (provider === unit) causes.push({ kind: 'own' })
  else if (want?.versions.length && !want.versions.includes(kind.version)) {
    causes.push({ kind: 'instead-of', versions: want.versions })
  }
  for (const link of unit.links) {
    const remotes = link.package === kind.package ? partnersOf(unit, link, assignment) : []
    if (remotes.length) causes.push({ kind: 'same-as', why: link.why, remotes })
  }
  return causes
}

/** What a unit sees out of its own range. Empty where it is not warned. */
export function warningCauses(unit: Unit, environment: Environment, assignment: Assignment): readonly Cause[] {
  return [...environment.values()].flatMap(({ kind: { package: name, version }, kind }): Cause[] => {
    const demand = unit.wants.get(name)?.demand
    if (!demand || demand.kinds.has(kind)) return []
    const { requiredVersion } = demand
    const link = unit.links.find(link => link.package === name)
    const remotes = link ? partnersOf(unit, link, assignment) : []
    return [{ kind: 'out-of-range', package: name, version, requiredVersion, why: link?.why ?? 'singleton', remotes }]
  })
}

/**
 * Why no assignment serves a unit: the packages of which no copy will do whoever else is there; else whom it is in conflict
 * with, over a link, or over copies that are all taken by others who see other copies of what these require.
 */
export function rejectionCauses(
  unit: Unit,
  { units, kinds }: Model,
  assignment: Assignment,
  format: Format,
): readonly Cause[] {
  const { formats = [format] } = unit.remote.manifest
  if (!formats.includes(format)) return [{ kind: 'no-format', format, formats }]

  const isSeen = (kind: Kind) => {
    const want = unit.wants.get(kind.package)
    return !want || (want.shareScope === kind.shareScope && (want.demand?.kinds.has(kind) ?? true))
  }
  const failing = (demand: Demand, depth: number): Cause[] => {
    const { package: name, requiredVersion } = demand
    const offers: Offer[] = []
    for (const kind of kinds.get(name) ?? []) {
      const isInRange = demand.kinds.has(kind)
      if (isInRange && isSeen(kind) && !(depth && kind.needs.some(need => failing(need, depth - 1).length))) return []
      const lacks = !demand.offering.has(kind)
        ? 'exports'
        : !isInRange
          ? 'range'
          : isSeen(kind)
            ? 'requires'
            : 'share scope'
      for (const host of kind.hosts) offers.push({ provider: host.unit.names[0]!, version: kind.version, lacks })
    }
    return [{ kind: 'no-copy', package: name, requiredVersion, offers }]
  }
  const demands = [...unit.wants.values()].flatMap(({ demand }) => demand ?? [])
  const missing = demands.flatMap(demand => failing(demand, 2))
  if (missing.length) return missing

  const conflicts: Cause[] = []
  for (const { package: name } of demands) {
    for (const link of unit.links) {
      const remotes = link.package === name ? partnersOf(unit, link, assignment) : []
      if (remotes.length) conflicts.push({ kind: 'conflict', package: name, why: link.why, remotes })
    }
  }
  for (const { package: name, kinds } of conflicts.length ? [] : demands) {
    const users = units.filter(({ index }) => kinds.has(assignment[index]?.get(name)?.kind as Kind))
    if (users.length)
      conflicts.push({ kind: 'conflict', package: name, why: 'copies', remotes: users.flatMap(user => user.names) })
  }
  return conflicts
}

/** The other remotes of a link, as far as they need the package. */
function partnersOf(unit: Unit, { package: name, units }: PackageLink, assignment: Assignment): string[] {
  return units.flatMap(other => (other !== unit && assignment[other.index]?.has(name) ? other.names : []))
}
