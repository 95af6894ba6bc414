import type { Kind, PackageLink, Slot, Unit } from './model.js'
import type { Choices, Part } from './problem.js'

/** What a part has: one slot for each package of one of its choices. */
interface Pick {
  readonly slots: readonly Slot[]
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
  slots: readonly Slot[],
  slack: Float64Array,
): Solution | undefined {
  const users = new Int32Array(slots.length)
  /** What it costs now to use a slot. */
  const prices = Float64Array.from(slots, ({ price }, index) => slack[index]! + price * shareOfPrice)
  const siblings = new Map<Kind, Slot[]>()
  const copiesOf = new Map<Kind, number>()
  const linked = new Map<PackageLink, { slot: Slot; users: number }>()
  const picks: (Pick | undefined)[] = parts.map(() => undefined)
  let isGuided = true
  let total = 0
  for (const slot of slots) {
    if (slot.kind) siblings.set(slot.kind, [...(siblings.get(slot.kind) ?? []), slot])
  }

  const priceOf = ({ price, index }: Slot) => (isGuided ? slack[index]! + price * shareOfPrice : price)

  const isBarred = ({ links, pinned }: Unit, slot: Slot): boolean => {
    if (!links.size || pinned || !slot.kind) return false
    for (const link of links.get(slot.kind.package) ?? []) {
      const other = linked.get(link)
      if (other?.users && other.slot !== slot) return true
    }
    return false
  }
  const isStranger = ({ wants }: Unit, { kind }: Slot) =>
    !!kind && !wants.get(kind.package)?.shared.copies?.some(({ version }) => version === kind.version)

  const pick = (i: number): Pick | undefined => {
    const { unit } = parts[i]!
    let best: Pick | undefined
    for (const choice of choices[i]!) {
      let cost = 0
      let strangers = 0
      const chosen: Slot[] = []
      for (const copies of choice) {
        let cheapest: Slot | undefined
        let least = Number.POSITIVE_INFINITY
        for (const slot of copies) {
          const price = prices[slot.index]!
          if (price > least || (price === least && cheapest && !(isStranger(unit, cheapest) && !isStranger(unit, slot)))) continue
          if (price === Number.POSITIVE_INFINITY || isBarred(unit, slot)) continue
          least = price
          cheapest = slot
        }
        cost += least
        if (!cheapest || (best && cost > best.cost)) break
        if (isStranger(unit, cheapest)) strangers++
        chosen.push(cheapest)
      }
      if (chosen.length < choice.length) continue
      if (!best || cost < best.cost || strangers < best.strangers) best = { slots: chosen, cost, strangers }
    }
    return best
  }

  const change = (i: number, by: 1 | -1): void => {
    const { links } = parts[i]!.unit
    for (const slot of picks[i]!.slots) {
      const { index, kind, price } = slot
      const before = users[index]!
      users[index] = before + by
      if (before + Math.min(by, 0) === 0) {
        total += by * price
        prices[index] = by > 0 ? 0 : priceOf(slot)
        if (kind && !kind.isPinned) {
          const copies = (copiesOf.get(kind) ?? 0) + by
          copiesOf.set(kind, copies)
          // At its host limit, no other copy of a kind can be had.
          if (copies - Math.min(by, 0) === kind.hosts.length) {
            for (const other of siblings.get(kind)!) {
              if (!users[other.index]) prices[other.index] = by > 0 ? Number.POSITIVE_INFINITY : priceOf(other)
            }
          }
        }
      }
      for (const link of links.get(kind?.package ?? '') ?? []) {
        const other = linked.get(link)
        if (other?.users) other.users += by
        else linked.set(link, { slot, users: 1 })
      }
    }
  }

  // Who is left without a copy goes first at the next attempt.
  let queue = order
  for (let attempt = 0; ; attempt++) {
    const stuck = queue.find(i => {
      picks[i] = pick(i)
      if (picks[i]) change(i, 1)
      return !picks[i]
    })
    if (stuck === undefined) break
    if (attempt === attempts) return undefined
    for (const i of order) if (picks[i]) change(i, -1)
    picks.fill(undefined)
    queue = [stuck, ...queue.filter(i => i !== stuck)]
  }
  isGuided = false
  for (const slot of slots) if (!users[slot.index] && prices[slot.index] !== Number.POSITIVE_INFINITY) prices[slot.index] = slot.price
  for (let pass = 0, before = Number.POSITIVE_INFINITY; pass < passes && (pass < 2 || total < before); pass++) {
    before = total
    for (const i of order) {
      change(i, -1)
      picks[i] = pick(i)
      change(i, 1)
    }
  }
  const placed = picks as Pick[]
  return { picks: placed, cost: total, strangers: placed.reduce((sum, { strangers }) => sum + strangers, 0) }
}
