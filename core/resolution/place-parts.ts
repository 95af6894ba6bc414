import type { PackageLink } from './model.js'
import type { Choice, Facility, Part, Weights } from './problem.js'
import { weighCopy } from './weigh.js'

/** One choice for each part, and for each of its leaves one copy. */
export interface Solution {
  readonly choices: readonly Choice[]
  readonly leaves: readonly (readonly Facility[])[]
  /** Criteria 1 to 4, weighed. */
  readonly cost: number
  /** Placements on a version that the remote does not carry: criterion 5. */
  readonly strangers: number
}

/** A choice with its leaves decided. */
interface Pick {
  readonly choice: Choice
  readonly leaves: readonly Facility[]
  readonly cost: number
  readonly strangers: number
}

const passes = 4
const attempts = 8

/**
 * Places all parts: first each in turn where the least is left to pay after the bound, then again and again where it adds
 * the least while all others stay, until nothing moves. Keeps to the host limit (a kind has no more copies than hosts) and
 * to the links. Undefined where it gets stuck.
 */
export function placeParts(
  parts: readonly Part[],
  choices: readonly (readonly Choice[])[],
  order: readonly number[],
  facilities: readonly Facility[],
  slack: Float64Array,
  weights: Weights,
): Solution | undefined {
  const users = new Int32Array(facilities.length)
  const opened = new Map<object, number>()
  const linked = new Map<PackageLink, { readonly facility: Facility; count: number }>()
  const picks: (Pick | undefined)[] = parts.map(() => undefined)
  let total = 0

  const priceOf = ({ index, kind, price }: Facility, guide: Float64Array | undefined): number => {
    if (users[index]) return 0
    if (!kind) return price
    const copies = opened.get(kind) ?? 0
    if (copies >= kind.hosts.length && !kind.isPinned) return Number.POSITIVE_INFINITY
    if (guide) return guide[index]! + price * 1e-3
    return copies && kind.preferences.length ? weighCopy(kind, weights, copies) : price
  }

  /** Whether the links of a part leave it this copy. */
  const isLinked = ({ unit, links }: Part, facility: Facility): boolean =>
    unit.pinned !== undefined ||
    links.every(link => {
      const entry = link.package === facility.kind?.package ? linked.get(link) : undefined
      return !entry?.count || entry.facility === facility
    })

  const pick = (part: Part, options: readonly Choice[], guide?: Float64Array): Pick | undefined => {
    let best: Pick | undefined
    for (const choice of options) {
      const limit = best ? best.cost : Number.POSITIVE_INFINITY
      let cost = 0
      for (const facility of choice.facilities) {
        cost += priceOf(facility, guide)
        if (part.links.length && !isLinked(part, facility)) cost = Number.POSITIVE_INFINITY
      }
      let strangers = 0
      if (cost > limit || cost === Number.POSITIVE_INFINITY) continue
      for (const kind of choice.roots.values()) if (!carries(part, kind.package, kind.version)) strangers++
      const leaves: Facility[] = []
      for (const copies of choice.leaves) {
        let least = Number.POSITIVE_INFINITY
        let chosen: Facility | undefined
        let isStranger = true
        for (const facility of copies) {
          if (part.links.length && !isLinked(part, facility)) continue
          const price = priceOf(facility, guide)
          if (price > least || price === Number.POSITIVE_INFINITY) continue
          if (price === least && !isStranger) continue
          const other = !carries(part, facility.kind!.package, facility.kind!.version)
          if (price === least && other) continue
          least = price
          chosen = facility
          isStranger = other
        }
        cost += least
        if (!chosen || cost > limit) break
        if (isStranger) strangers++
        leaves.push(chosen)
      }
      if (leaves.length < choice.leaves.length) continue
      if (!best || cost < best.cost || (cost === best.cost && strangers < best.strangers)) {
        best = { choice, leaves, cost, strangers }
      }
    }
    return best
  }

  const change = (i: number, by: 1 | -1): void => {
    const { choice, leaves } = picks[i]!
    for (const list of [choice.facilities, leaves]) {
      for (const facility of list) {
        const { index, kind } = facility
        if (by < 0) users[index]!--
        if (!users[index]) {
          const copies = (kind && opened.get(kind)) ?? 0
          if (kind) opened.set(kind, copies + by)
          total += by * (kind ? weighCopy(kind, weights, by > 0 ? copies : copies - 1) : facility.price)
        }
        if (by > 0) users[index]!++
        if (!kind) continue
        for (const link of parts[i]!.links) {
          if (link.package !== kind.package) continue
          const entry = linked.get(link)
          if (entry?.count) entry.count += by
          else linked.set(link, { facility, count: 1 })
        }
      }
    }
  }

  // Who is left without a copy goes first at the next attempt.
  let queue = order
  for (let attempt = 0; ; attempt++) {
    const stuck = queue.find(i => {
      picks[i] = pick(parts[i]!, choices[i]!, slack)
      if (picks[i]) change(i, 1)
      return !picks[i]
    })
    if (stuck === undefined) break
    if (attempt === attempts) return undefined
    for (const i of order) if (picks[i]) change(i, -1)
    picks.fill(undefined)
    queue = [stuck, ...queue.filter(i => i !== stuck)]
  }
  for (let pass = 0, before = Number.POSITIVE_INFINITY; pass < passes && (pass < 2 || total < before); pass++) {
    before = total
    for (const i of order) {
      change(i, -1)
      picks[i] = pick(parts[i]!, choices[i]!)
      change(i, 1)
    }
  }
  return {
    choices: picks.map(pick => pick!.choice),
    leaves: picks.map(pick => pick!.leaves),
    cost: total,
    strangers: picks.reduce((sum, pick) => sum + pick!.strangers, 0),
  }
}

function carries({ unit }: Part, name: string, version: string): boolean {
  return unit.wants.get(name)?.carries.has(version) ?? false
}
