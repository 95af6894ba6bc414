import type { Format } from '../manifest/manifest.js'
import { gradeOf } from './enumerate-choices.js'
import {
  type Assignment,
  type CopySlot,
  copyIn,
  type Demand,
  type Kind,
  type Model,
  type OfferedCopy,
  type Unit,
} from './model.js'
import type { Cause, Link, Offer } from './resolution.js'

/**
 * Finds causes.
 *
 * @returns says why a unit sees a copy; without one, why the unit is warned or rejected
 */
export function findCauses(
  { units, pools }: Model,
  assignment: Assignment,
  providers: ReadonlyMap<CopySlot, OfferedCopy>,
  format: Format,
) {
  /** For each link of a unit over a package the other remotes, as far as they need the package. */
  const partnersOf = (unit: Unit, name: string): { readonly why: Link; readonly remotes: readonly string[] }[] =>
    (unit.links.get(name) ?? []).flatMap(({ why, units }) => {
      const partners = [...units].filter(other => other !== unit && copyIn(assignment.get(other), name))
      return partners.length ? [{ why, remotes: partners.flatMap(other => other.names) }] : []
    })

  const ofPlacement = (unit: Unit, slot: CopySlot): readonly Cause[] => {
    const { package: name, version } = slot.kind
    if (unit.pinned) return [{ kind: 'pinned' }]
    const causes: Cause[] = []
    const want = unit.wants.get(name)
    if (want?.demand) causes.push({ kind: 'uses', requiredVersion: want.demand.requiredVersion })
    for (const { kind } of assignment.get(unit)!) {
      for (const need of kind.needs) {
        if (need.package !== name) continue
        const { requiredVersion } = need
        causes.push({ kind: 'required-by', package: kind.package, version: kind.version, requiredVersion })
      }
    }
    const own = want?.kinds ?? []
    if (providers.get(slot)!.unit === unit) causes.push({ kind: 'own' })
    else if (own.length && own.every(kind => kind.version !== version)) {
      causes.push({ kind: 'instead-of', versions: own.map(kind => kind.version) })
    }
    if (unit.links.size) for (const link of partnersOf(unit, name)) causes.push({ kind: 'same-as', ...link })
    return causes
  }

  /** What a unit sees out of its own range. */
  const ofWarning = (unit: Unit): readonly Cause[] =>
    assignment.get(unit)!.flatMap(({ kind }): Cause[] => {
      if (gradeOf(unit, kind) === 2) return []
      const { package: name, version } = kind
      const { requiredVersion } = unit.wants.get(name)!.demand!
      const [link] = partnersOf(unit, name)
      const { why, remotes } = link ?? { why: 'singleton', remotes: [] }
      return [{ kind: 'out-of-range', package: name, version, requiredVersion, why, remotes }]
    })

  /**
   * Why no assignment serves a unit: the packages of which no copy will do whoever else is there; else whom it is in
   * conflict with, over a link, or over copies that are all taken by others who see other copies of what these require.
   */
  const ofRejection = (unit: Unit): readonly Cause[] => {
    const { formats = [format] } = unit.remote.manifest
    if (!formats.includes(format)) return [{ kind: 'no-format', format, formats }]

    const isSeen = (kind: Kind) =>
      (unit.wants.get(kind.package)?.shareScope ?? kind.shareScope) === kind.shareScope && gradeOf(unit, kind) === 2
    // The kinds whose requirements can be had. What requires itself in the end does not fail for that.
    const met = new Set([...pools.values()].flatMap(({ kinds }) => kinds.filter(isSeen)))
    const isMet = ({ package: name, grades }: Demand) =>
      pools.get(name)!.kinds.some(kind => grades[kind.index] === 2 && met.has(kind))
    let count: number
    do {
      count = met.size
      for (const kind of met) if (!kind.needs.every(isMet)) met.delete(kind)
    } while (met.size < count)

    const failing = (demand: Demand): Cause[] => {
      if (isMet(demand)) return []
      const { package: name, requiredVersion, grades } = demand
      const offers: Offer[] = []
      for (const kind of pools.get(name)!.kinds) {
        const { version } = kind
        const grade = grades[kind.index]
        const lacks = grade === 0 ? 'exports' : grade === 1 ? 'range' : isSeen(kind) ? 'requires' : 'share scope'
        for (const { unit } of kind.copies) offers.push({ provider: unit.names[0]!, version, lacks })
      }
      return [{ kind: 'no-copy', package: name, requiredVersion, offers }]
    }
    const demands = [...unit.wants.keys()].sort().flatMap(name => unit.wants.get(name)!.demand ?? [])
    const missing = demands.flatMap(failing)
    if (missing.length) return missing
    const taken = takenFrom(unit, new Set(demands))
    if (taken.length) return taken
    // It is over what the copies ask for that would do.
    const asked = new Set(demands)
    for (const { package: name, grades } of asked) {
      for (const kind of pools.get(name)!.kinds) {
        if (grades[kind.index] === 2) for (const need of kind.needs) asked.add(need)
      }
    }
    return takenFrom(unit, asked)
  }

  /** Who is in the way of a unit that asks for this: over a link, or with copies that would do. */
  const takenFrom = (unit: Unit, asked: ReadonlySet<Demand>): readonly Cause[] => {
    const names = [...new Set([...asked].map(demand => demand.package))]
    const conflicts = names.flatMap(name =>
      partnersOf(unit, name).map((link): Cause => ({ kind: 'conflict', package: name, ...link })),
    )
    if (conflicts.length) return conflicts
    return names.flatMap((name): Cause[] => {
      const hasOne = (user: Unit) => {
        const index = copyIn(assignment.get(user), name)?.kind.index ?? -1
        return [...asked].some(demand => demand.package === name && demand.grades[index] === 2)
      }
      const remotes = units.filter(hasOne).flatMap(user => user.names)
      return remotes.length ? [{ kind: 'conflict', package: name, why: 'copies', remotes }] : []
    })
  }
  return (unit: Unit, slot?: CopySlot): readonly Cause[] =>
    slot ? ofPlacement(unit, slot) : assignment.has(unit) ? ofWarning(unit) : ofRejection(unit)
}
