import type { CopySlot, Kind, PackageLink, Slot, Unit } from './model.js'
import type { Choice, Choices, Part } from './problem.js'
import { type Weights, weighCopy } from './weigh.js'

/** What a part has: a choice, and for each of its leaves one copy. */
interface Pick {
  readonly choice: Choice
  readonly leaves: readonly CopySlot[]
  /** Criteria 1 to 4, weighed: what it adds to the parts that were placed before. */
  readonly cost: number
  /** Placements on a version that the remote does not carry: criterion 5. */
  readonly strangers: number
}

/** A pick for each part. */
export interface Solution {
  readonly picks: readonly Pick[]
  readonly cost: number
  readonly strangers: number
}

const attempts = 8
const passes = 4

/** How much of its price a copy counts at first, beside what the bound has left unpaid: found by trial. */
const shareOfPrice = 0.3

/**
 * Places all parts: first each in turn where the least is left to pay after the bound, then again and again where it adds
 * the least while all others stay, until nothing gets better. Keeps to the host limit (a kind has no more copies than
 * hosts) and to the links. Undefined where it gets stuck.
 */
export function placeParts(
  parts: readonly Part[],
  choices: Choices,
  order: readonly number[],
  slack: Float64Array,
  weights: Weights,
): Solution | undefined {
  const users = new Int32Array(slack.length)
  const copiesOf = new Map<Kind, number>()
  const linked = new Map<PackageLink, { slot: Slot; users: number }>()
  const picks: (Pick | undefined)[] = parts.map(() => undefined)
  let total = 0

  const priceOf = (slot: Slot, unit: Unit, isGuided: boolean): number => {
    const { index, kind, price } = slot
    if (!kind) return price
    if (!unit.pinned) {
      for (const link of unit.links) {
        if (link.package !== kind.package) continue
        const other = linked.get(link)
        if (other?.users && other.slot !== slot) return Number.POSITIVE_INFINITY
      }
    }
    if (users[index]) return 0
    const copies = copiesOf.get(kind) ?? 0
    if (copies >= kind.hosts.length && !kind.isPinned) return Number.POSITIVE_INFINITY
    if (isGuided) return slack[index]! + price * shareOfPrice
    return kind.preferences.length ? weighCopy(kind, weights, copies) : price
  }

  const pick = (i: number, isGuided: boolean): Pick | undefined => {
    const { unit } = parts[i]!
    const isStranger = ({ kind }: Slot) => !!kind && !unit.wants.get(kind.package)?.versions.includes(kind.version)
    let best: Pick | undefined
    for (const choice of choices[i]!) {
      let cost = 0
      for (const slot of choice.slots) cost += priceOf(slot, unit, isGuided)
      const leaves: CopySlot[] = []
      for (const copies of choice.leaves) {
        if (cost > (best?.cost ?? Number.MAX_VALUE)) break
        let chosen: CopySlot | undefined
        let least = Number.POSITIVE_INFINITY
        for (const slot of copies) {
          const price = priceOf(slot, unit, isGuided)
          if (price < least || (price === least && chosen && isStranger(chosen) && !isStranger(slot))) {
            least = price
            chosen = slot
          }
        }
        cost += least
        if (chosen) leaves.push(chosen)
      }
      if (cost > (best?.cost ?? Number.MAX_VALUE)) continue
      const strangers = choice.slots.filter(isStranger).length + leaves.filter(isStranger).length
      if (!best || cost < best.cost || strangers < best.strangers) best = { choice, leaves, cost, strangers }
    }
    return best
  }

  const change = (i: number, by: 1 | -1): void => {
    const { choice, leaves } = picks[i]!
    for (const slot of [...choice.slots, ...leaves]) {
      const { index, kind, price } = slot
      const before = users[index]!
      users[index] = before + by
      if (kind) {
        const copies = copiesOf.get(kind) ?? 0
        const isFirst = before + Math.min(by, 0) === 0
        if (isFirst) {
          copiesOf.set(kind, copies + by)
          total += by * weighCopy(kind, weights, by > 0 ? copies : copies - 1)
        }
        for (const link of parts[i]!.unit.links) {
          if (link.package !== kind.package) continue
          const other = linked.get(link)
          if (other?.users) other.users += by
          else linked.set(link, { slot, users: 1 })
        }
      } else total += by * price
    }
  }

  // Who is left without a copy goes first at the next attempt.
  let queue = order
  for (let attempt = 0; ; attempt++) {
    const stuck = queue.find(i => {
      picks[i] = pick(i, true)
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
      picks[i] = pick(i, false)
      change(i, 1)
    }
  }
  const placed = picks as Pick[]
  return { picks: placed, cost: total, strangers: placed.reduce((sum, { strangers }) => sum + strangers, 0) }
}
