import { gradeOf } from './enumerate-choices.js'
import { findCauses } from './find-causes.js'
import type { Assignment, CopySlot, Unit } from './model.js'
import type { Cause, Placed, Placement, Resolution } from './resolution.js'
import type { Resolved } from './resolve-within.js'

/** Tells what a unit sees of a package, and why. */
export type FindPlacement = (unit: Unit, slot: CopySlot, placed: Placed) => Placement

/**
 * What was resolved, and all that there is to tell of it: the causes, and what is proven.
 *
 * @param share saves finding placements that are equal: `sharePlacements` where there are hundreds of remotes
 */
export function toResolution(
  resolved: Resolved,
  share: (find: FindPlacement, resolved: Resolved) => FindPlacement = find => find,
): Resolution {
  const { remotes, host, format, standIns, cost, model, chosen, providers } = resolved
  const { assignment } = chosen
  const causesOf = findCauses(model, assignment, providers, format)
  const placementOf = share((unit, slot, { package: name, provider, version, build, url }) => {
    return { package: name, provider, version, build, url, causes: causesOf(unit, slot) }
  }, resolved)
  const unitOf = new Map(model.units.flatMap(unit => unit.names.map(name => [name, unit])))
  const environments = new Map<string, ReadonlyMap<string, Placement>>()
  const warned = new Map<string, readonly Cause[]>()
  for (const [remote, seen] of resolved.environments) {
    const unit = unitOf.get(remote)!
    const placements = new Map<string, Placement>()
    for (const slot of assignment.get(unit)!) {
      const name = slot.kind.package
      placements.set(name, placementOf(unit, slot, seen.get(name)!))
    }
    environments.set(remote, placements)
    if (isWarned(unit, assignment)) warned.set(remote, causesOf(unit))
  }
  const rejected = new Map([...resolved.rejected].map(remote => [remote, causesOf(unitOf.get(remote)!)]))
  return { remotes, host, format, environments, rejected, warned, standIns, cost, ...proofOf(resolved) }
}

/** How good it is, for certain. */
function proofOf({ model, chosen }: Resolved): Pick<Resolution, 'optimal' | 'lowerBound' | 'nodes'> {
  const { assignment, served, searched, isComplete, nodes } = chosen
  const isPinnedOutOfRange = (unit: Unit) => unit.pinned && isWarned(unit, assignment)
  const lowerBound = {
    rejected: model.units.length - served.size,
    warned: [...served].filter(isPinnedOutOfRange).length,
    cost: 0,
  }
  for (const { least, weights } of searched) {
    // The weights take the least apart again: each is above the sum of all that come after it.
    let rest = least
    const count = (weight: number) => {
      const times = Math.floor(rest / weight)
      rest -= times * weight
      return times
    }
    lowerBound.rejected += count(weights.host) + count(weights.rejected)
    lowerBound.warned += count(weights.warned)
    lowerBound.cost += count(weights.cost)
  }
  const isProven = searched.every(
    ({ solution, least, weights }) => weights.isExact && least >= weights.mainPart(solution!.cost),
  )
  return { optimal: isComplete && isProven, lowerBound, nodes }
}

/** Whether a unit sees something out of the range that it declares. */
function isWarned(unit: Unit, assignment: Assignment): boolean {
  return assignment.get(unit)!.some(({ kind }) => gradeOf(unit, kind) < 2)
}
