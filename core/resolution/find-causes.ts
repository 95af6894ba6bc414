import type { Assignment } from './assignment.js'
import type { Kind, Model, PackageLink, Unit, Want } from './model.js'
import type { Cause, Offer } from './resolution.js'

/** Why a unit sees this kind. */
export function placementCauses(unit: Unit, kind: Kind, provider: Unit, assignment: Assignment): readonly Cause[] {
  if (unit.pinned) return [{ kind: 'pinned' }]
  const causes: Cause[] = []
  const want = unit.wants.get(kind.package)
  if (want?.demand) causes.push({ kind: 'uses', requiredVersion: want.demand.requiredVersion })
  for (const other of assignment[unit.index]!.values()) {
    for (const need of other.needs) {
      if (need.package !== kind.package) continue
      const { package: name, version } = other
      causes.push({ kind: 'required-by', package: name, version, requiredVersion: need.requiredVersion })
    }
  }
  if (provider === unit) causes.push({ kind: 'own' })
  else if (want?.carries.size && !want.carries.has(kind.version)) {
    causes.push({ kind: 'instead-of', versions: [...want.carries] })
  }
  for (const link of unit.links) {
    if (link.package !== kind.package) continue
    const remotes = partnersOf(unit, link, assignment)
    if (remotes.length) causes.push({ kind: 'same-as', why: link.why, remotes })
  }
  return causes
}

/** What a unit gets out of its own range. */
export function warningCauses(unit: Unit, assignment: Assignment): readonly Cause[] {
  return [...unit.wants.values()].flatMap(({ demand }): Cause[] => {
    const kind = demand && assignment[unit.index]!.get(demand.package)
    if (!kind || demand.kinds.has(kind)) return []
    const link = unit.links.find(link => link.package === kind.package)
    return [
      {
        kind: 'out-of-range',
        package: kind.package,
        version: kind.version,
        requiredVersion: demand.requiredVersion,
        why: link?.why ?? 'singleton',
        remotes: link ? partnersOf(unit, link, assignment) : [],
      },
    ]
  })
}

/** Why no assignment serves a unit. */
export function rejectionCauses(unit: Unit, model: Model, assignment: Assignment): readonly Cause[] {
  const { formats = [] } = unit.remote.manifest
  if (!unit.hasFormat) return [{ kind: 'no-format', format: model.format, formats }]
  {
    const wants = [...unit.wants.values()].filter(want => want.demand)
    const causes = wants.flatMap(want => noCopyCause(want, model))
    if (causes.length) return causes
  }
  return [...unit.wants.values()].flatMap(({ package: name, demand }): Cause[] => {
    if (!demand) return []
    const link = unit.links.find(link => link.package === name && partnersOf(unit, link, assignment).length)
    if (link) return [{ kind: 'conflict', package: name, why: link.why, remotes: partnersOf(unit, link, assignment) }]
    const users = model.units.filter(other => assignment[other.index]?.has(name))
    return [{ kind: 'conflict', package: name, why: 'copies', remotes: users.flatMap(user => user.names) }]
  })
}

function noCopyCause({ demand, shareScope }: Want, model: Model): Cause[] {
  const { package: name, requiredVersion } = demand!
  const offers: Offer[] = []
  for (const kind of model.kinds.get(name) ?? []) {
    const lacks =
      kind.shareScope !== shareScope
        ? 'share scope'
        : !demand!.offering.has(kind)
          ? 'exports'
          : !demand!.kinds.has(kind)
            ? 'range'
            : kind.needs.length
              ? 'requires'
              : undefined
    if (!lacks) return []
    for (const host of kind.hosts) offers.push({ provider: host.unit.names[0]!, version: kind.version, lacks })
  }
  return [{ kind: 'no-copy', package: name, requiredVersion, shareScope, offers }]
}

function partnersOf(unit: Unit, { package: name, units }: PackageLink, assignment: Assignment): string[] {
  return units.filter(other => other !== unit && assignment[other.index]?.has(name)).flatMap(other => other.names)
}
