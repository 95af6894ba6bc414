/*
 * The algorithm. Rules and criteria are those of docs/resolution.md.
 *
 * Model (read-model, grade-kinds, link-units). Copies that differ in nothing but host and build are one kind, with so many
 * hosts. A copy has one environment (rule 4); so what can be opened is a slot: a kind together with the kinds of all that it
 * requires. Remotes that agree on those share one copy, and an assignment is a choice of slots for each remote. All rules but
 * two speak of one remote alone; the two are the host limit, no more slots of a kind than hosts, and the links of rules 6 and
 * 7, one slot for all whom they bind. The cost is the sum of the prices of the slots in use: facility location with sets of
 * facilities.
 *
 * Decomposition (enumerate-choices, choose-assignment). The packages of a remote that may depend on each other are a part.
 * Those that others require are its roots, the rest leaves: once the roots are chosen, each leaf is chosen by itself. A
 * part's choices are all its coherent sets of roots, each with the slots that its leaves may take. Parts that have no kind
 * and no link in common never meet, so each group of connected parts is a problem of its own.
 *
 * Order (weigh). Criteria 1 to 4 are one number, each weighed above all that follow. Criterion 5 is counted beside it, 6 and
 * 7 compare two whole assignments (compare-walks).
 *
 * Search of a group (search-group): branch and bound. At each node
 * - bound (bound-cost): dual ascent. Each part pays into the slots that it could take, until one of its choices is paid for;
 *   no slot takes more than its price. What was paid is a lower bound. How good it is depends on who pays first; so the order
 *   is mended by what the placement shows, and handed on to the nodes below.
 * - placement (place-parts): greedy by what the bound left unpaid, then one part after the other again, at the price of what
 *   it adds. Slots that are open are free. Hosts are counted as slots are opened.
 * - propagation (propagate-limits): what costs more than the best is dropped, and what would break the host limit or a link.
 * - branching: with and without the slot that the placement opened and the bound has paid for least.
 * Mostly the first placement costs what the bound says, and is proven by that.
 *
 * Rejection (choose-assignment). The search runs as if nobody had to be warned or rejected. Who has no choice even alone is
 * rejected. If a group fails still, all that is connected with it is searched again, being warned and being rejected among
 * the choices: slots too, one of each for a remote, at prices above all copies.
 *
 * Providers (assign-providers). At last each slot in use gets one of its kind's hosts, in the order of criterion 7.
 *
 * Where the budget ends first, the best placement is returned, which keeps all rules, and the least bound of the nodes left.
 */

import { assignProviders } from './assign-providers.js'
import { chooseAssignment, isWarned } from './choose-assignment.js'
import { placementCauses, rejectionCauses, warningCauses } from './find-causes.js'
import { findStandIns } from './find-stand-ins.js'
import { getOrMake } from './intern.js'
import { type CopySlot, type Environment, type Host, urlOf } from './model.js'
import { readModel } from './read-model.js'
import type { Cause, Placement, Remote, Resolution, ResolveOptions } from './resolution.js'
import type { Budget } from './search-group.js'

/**
 * Chooses for each remote one copy of each package that it needs: coherent, in range, and at the least total cost.
 *
 * @throws FED-201, FED-202 for what is no version or range, FED-204 for two remotes of one name, FED-205 for a pin that
 * no remote has
 */
export function resolveShared(remotes: readonly Remote[], options: ResolveOptions = {}): Resolution {
  return resolveWithin({ work: 2e7, ties: 1e5 }, remotes, options)
}

/** `resolveShared` with another budget than the usual. */
export function resolveWithin(budget: Budget, remotes: readonly Remote[], options: ResolveOptions): Resolution {
  const { host, format = 'system' } = options
  const model = readModel(remotes, options)
  const { units } = model
  const chosen = chooseAssignment(model, budget, ({ remote }) => remote.manifest.formats?.includes(format) ?? true)
  const { assignment, isProven, lowerBound, nodes } = chosen
  const hosts = assignProviders(units, assignment)

  const environments = new Map<string, ReadonlyMap<string, Placement>>()
  const rejected = new Map<string, readonly Cause[]>()
  const warned = new Map<string, readonly Cause[]>()
  const environmentOf = new Map<CopySlot, Environment>()
  const urls = new Map<Host, string>()
  const named = units.flatMap(unit => unit.names.map(name => ({ name, unit })))
  for (const { name, unit } of named.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const environment = assignment[unit.index]
    if (!environment) {
      rejected.set(name, rejectionCauses(unit, model, assignment, format))
      continue
    }
    if (isWarned(unit, environment)) warned.set(name, warningCauses(unit, environment, assignment))
    const placements = new Map<string, Placement>()
    for (const slot of environment) {
      const owner = hosts.get(slot)!
      const { unit: provider, copy } = owner
      const { version, build } = copy
      const shared = slot.kind.package
      if (!environmentOf.has(slot)) environmentOf.set(slot, environment)
      placements.set(shared, {
        package: shared,
        provider: provider.names[0]!,
        version,
        build,
        url: getOrMake(urls, owner, () => urlOf(owner, shared, format)),
        causes: placementCauses(unit, slot, provider, assignment),
      })
    }
    environments.set(name, placements)
  }
  let cost = 0
  for (const { kind } of hosts.keys()) cost += kind.price
  return {
    remotes: new Map(remotes.map(remote => [remote.name, remote])),
    host,
    format,
    environments,
    rejected,
    warned,
    standIns: findStandIns(model, hosts, environmentOf, format),
    cost,
    optimal: isProven,
    lowerBound,
    nodes,
  }
}
