import { assignProviders, instancesOf } from './assign-providers.js'
import { copyKey, isOutOfRange } from './assignment.js'
import { chooseAssignment } from './choose-assignment.js'
import { placementCauses, rejectionCauses, warningCauses } from './find-causes.js'
import { findStandIns } from './find-stand-ins.js'
import { readModel } from './read-model.js'
import type { Cause, Placement, Remote, Resolution, ResolveOptions } from './resolution.js'
import type { Budget } from './search-group.js'

/**
 * Chooses for each remote one copy of each package that it needs: coherent, in range, and at the least total cost.
 *
 * @throws FED-202 for a range that is none, FED-204 for two remotes of one name, FED-205 for a pin that no remote has
 */
export function resolveShared(remotes: readonly Remote[], options: ResolveOptions = {}): Resolution {
  return resolveWithin({ work: 2e7, ties: 1e5 }, remotes, options)
}

/** `resolveShared` with another budget than the usual. */
export function resolveWithin(budget: Budget, remotes: readonly Remote[], options: ResolveOptions): Resolution {
  const model = readModel(remotes, options)
  const { assignment, isProven, least, nodes } = chooseAssignment(model, budget)
  const instances = instancesOf(model.units, assignment)
  const hosts = assignProviders(instances.values())

  const environments = new Map<string, ReadonlyMap<string, Placement>>()
  const rejected = new Map<string, readonly Cause[]>()
  const warned = new Map<string, readonly Cause[]>()
  const byName = model.units.flatMap(unit => unit.names.map(name => ({ name, unit })))
  for (const { name, unit } of byName.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const environment = assignment[unit.index]
    if (!environment) {
      rejected.set(name, rejectionCauses(unit, model, assignment))
      continue
    }
    if (isOutOfRange(unit, environment)) warned.set(name, warningCauses(unit, assignment))
    const placements = new Map<string, Placement>()
    for (const kind of environment.values()) {
      const { unit: provider, copy, url } = hosts.get(instances.get(copyKey(kind, environment))!)!
      placements.set(kind.package, {
        package: kind.package,
        provider: provider.names[0]!,
        version: kind.version,
        build: copy.build,
        url,
        causes: placementCauses(unit, kind, provider, assignment),
      })
    }
    environments.set(name, placements)
  }

  const cost = [...instances.values()].reduce((sum, { kind }) => sum + kind.price, 0)
  const standIns = findStandIns(model, hosts)
  return {
    remotes: new Map(remotes.map(remote => [remote.name, remote])),
    host: options.host,
    format: model.format,
    environments,
    rejected,
    warned,
    standIns,
    cost,
    optimal: isProven,
    lowerBound: least,
    nodes,
  }
}
