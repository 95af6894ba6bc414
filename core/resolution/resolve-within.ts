/*
 * The algorithm. Rules and criteria are those of docs/resolution.md.
 *
 * An example for its words. cart brings react 18.2.0 and react-dom 18.2.0, and accepts ^18; search brings and accepts 18.3.1 of
 * both. There are four copies, each a kind of its own. React is a root, since react-dom requires it. search has one choice: the
 * slot of react 18.3.1, and the slot of react-dom 18.3.1 on that. cart has two, this one and its own. A slot is opened once,
 * whoever uses it. So the bound is the price of two slots: search pays for them, and cart has a choice that is paid for. Placing
 * both there costs as much, which proves it.
 *
 * Model (read-model, grade-kinds, link-units). Copies that differ in nothing but provider and build are one kind, with so many
 * copies. A copy has one environment (rule 4); so what can be opened is a slot: a kind together with the kinds of all that it
 * requires. Remotes that agree on those share one copy, and an assignment is a choice of slots for each remote. All rules but
 * two speak of one remote alone; the two are the limit of copies, no more slots of a kind than it has, and the links of rules 6 and
 * 7, one slot for all whom they bind. The cost is the sum of the prices of the slots in use: facility location with sets of
 * facilities. To the search, copies and links are one thing: limits to how many of some slots may be in use (number-slots,
 * problem).
 *
 * Recalling (recall-declarations, share-placements). Most of what a large page declares is declared by many remotes alike. That is
 * read once, and what they see, and why, is said once.
 *
 * Domination (drop-dominated). A kind that others can replace for everybody, and cost less, is in no best assignment, and is
 * dropped: most of the old versions, where ranges are carets.
 *
 * Decomposition (enumerate-choices, choose-assignment). The packages of a remote that may depend on each other are a part.
 * Those that others require are its roots, the rest leaves: once the roots are chosen, each leaf is chosen by itself. A
 * part's choices are all its coherent sets of roots, each with the slots that its leaves may take. Parts that have no kind
 * and no link in common never meet, so each group of connected parts is a problem of its own.
 *
 * Merging (merge-parts). Once the dominated kinds are gone, most parts have one choice: then each of its packages is a part of
 * its own. Most of these are equal, and remotes that have the same one choose the same: they are one part to the search. Where
 * one kind is left of each root, that is seen from the domains (find-pieces), and the parts are not even listed.
 *
 * Order (weigh). Criteria 1 to 4 are one number, each weighed above all that follow. Criterion 5 is counted beside it, 6 and
 * 7 compare two whole assignments (compare-walks).
 *
 * Search of a group (search-group): branch and bound. At each node
 * - bound (bound-cost): dual ascent. Each part pays into the slots that it could take, until one of its choices is paid for;
 *   no slot takes more than its price. What was paid is a lower bound. How good it is depends on who pays first; so the order
 *   is mended by what the placement shows, and handed on to the nodes below.
 * - placement (place-parts): greedy by what the bound left unpaid, then one part after the other again, at the price of what
 *   it adds. Slots that are open are free. Copies are counted as slots are opened. The first one is made better by closing
 *   slots, all their users at once (close-copies).
 * - propagation (propagate-limits): what would break a limit is dropped before, and after what costs more than the best.
 * - branching: what one part may choose, with and without the slot of its placement that the bound has paid for least.
 * Mostly the first placement costs what the bound says, and is proven by that; where each part has what is best for itself,
 * also by criteria 3 to 7 (is-beyond-doubt).
 *
 * Rejection (choose-assignment). The search runs as if nobody had to be warned or rejected. Who has no choice even alone is
 * rejected. If a group fails still, all that is connected with it is searched again, being warned and being rejected among
 * the choices: slots too, one of each for a remote, at prices above all copies.
 *
 * Providers (assign-providers). At last each slot in use gets one of its kind's copies, in the order of criterion 7.
 *
 * A page that resolves for itself is spared what pays only where there are hundreds of remotes (extras), and until somebody asks
 * also what is not decided but told: the causes and the proof (to-resolution).
 *
 * Where the budget ends first, the best placement is returned, which keeps all rules, and the least bound of the nodes left.
 */

import { assignProviders } from './assign-providers.js'
import { type Chosen, chooseAssignment } from './choose-assignment.js'
import type { Extras } from './extras.js'
import { findStandIns } from './find-stand-ins.js'
import { type CopySlot, type Model, type OfferedCopy, urlOf } from './model.js'
import { readModel } from './read-model.js'
import type { Placed, Placements, Remote, ResolveOptions } from './resolution.js'
import type { Budget } from './search-group.js'

/** What `resolveShared` may spend. */
export const usualBudget: Budget = { work: 1.5e7, ties: 1e8 }

/** All that was decided. What there is to tell of it, `toResolution` finds out. */
export interface Resolved extends Placements {
  readonly rejected: ReadonlySet<string>
  readonly model: Model
  readonly chosen: Chosen
  readonly providers: ReadonlyMap<CopySlot, OfferedCopy>
}

/** `resolveShared` within a budget, with or without what a page is spared. */
export function resolveWithin(
  budget: Budget,
  remotes: readonly Remote[],
  options: ResolveOptions,
  extras: Extras = {},
): Resolved {
  const { host, format = 'system' } = options
  const model = readModel(remotes, options, extras)
  const chosen = chooseAssignment(model, budget, extras)
  const { assignment } = chosen
  const providers = assignProviders(assignment)

  let cost = 0
  const copies = new Map<CopySlot, Placed>()
  for (const [slot, provided] of providers) {
    const { package: name, version, price } = slot.kind
    const { unit, copy } = provided
    const url = urlOf(provided, name, format)
    copies.set(slot, { package: name, provider: unit.names[0]!, version, build: copy.build, url })
    cost += price
  }
  const environments = new Map<string, ReadonlyMap<string, Placed>>()
  const rejected = new Set<string>()
  const named = model.units.flatMap(unit => unit.names.map(name => [name, assignment.get(unit)] as const))
  for (const [name, environment] of named.sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (environment) environments.set(name, new Map(environment.map(slot => [slot.kind.package, copies.get(slot)!])))
    else rejected.add(name)
  }
  return {
    remotes: new Map(remotes.map(remote => [remote.name, remote])),
    host,
    format,
    environments,
    rejected,
    standIns: findStandIns(model, providers, format),
    cost,
    model,
    chosen,
    providers,
  }
}
