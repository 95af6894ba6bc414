import type { closeCopies } from './close-copies.js'
import { getOrMake, makeMap } from './intern.js'
import type { Limit, Slot, Unit } from './model.js'
import { isBarred, limitsOf, type OpenPart } from './problem.js'

export interface Solution {
  /** For each part, by its index, one slot for each package of one of its choices. */
  readonly picks: readonly (readonly Slot[])[]
  /** Criteria 1 to 4, weighed. */
  readonly cost: number
  /** Placements on a version that the remote carries itself: criterion 5. */
  readonly carried: number
}

const mostAttempts = 8
const mostPasses = 5

/** How much of its price a copy counts at first, beside what the bound has left unpaid: found by trial. */
const shareOfPrice = 0.3

/** Less than any difference between two sums of prices, however many copies of its own versions a part has. */
const worthOfCarried = 1 / 1024

/**
 * Places all parts: first each in turn where the least is left to pay after the bound, then again and again where it adds
 * the least while all others stay, until nothing gets better. Keeps to the limits. Who is left without a copy goes first at
 * another attempt; undefined where all attempts get stuck.
 *
 * @param close makes the placement better
 */
export function placeParts(
  parts: readonly OpenPart[],
  slots: readonly Slot[],
  slack: Float64Array,
  close?: typeof closeCopies,
  attempts = mostAttempts,
): Solution | undefined {
  /** How many parts use a slot. */
  const users = new Int32Array(slots.length)
  /** What it costs now to use a slot: nothing for one that is in use. */
  const prices = slack.map((unpaid, index) => unpaid + slots[index]!.price * shareOfPrice)
  /** The slots in use that are under a limit, and how many of those use it whom the limit concerns. */
  const used = new Map<Limit, Map<Slot, number>>()
  const picks: (readonly Slot[])[] = []
  let total = 0

  /** Of a choice's copies the cheapest; of those, one of a version that the unit carries; of those, the newest. */
  const pick = ({ unit, choices }: OpenPart): readonly Slot[] | undefined => {
    let best: readonly Slot[] | undefined
    let least = Number.POSITIVE_INFINITY
    for (const choice of choices) {
      const picked: Slot[] = []
      let cost = 0
      for (const copies of choice) {
        let cheapest: Slot | undefined
        let lowest = Number.POSITIVE_INFINITY
        for (const slot of copies) {
          if (prices[slot.index]! > lowest) continue
          const price = prices[slot.index]! - countCarried(unit, slot) * worthOfCarried
          if (price >= lowest || isBarred(unit, slot, used)) continue
          cheapest = slot
          lowest = price
        }
        cost += lowest
        if (cost >= least) break
        picked.push(cheapest!)
      }
      if (cost >= least) continue
      best = picked
      least = cost
    }
    return best
  }

  const change = (part: OpenPart, by: 1 | -1): void => {
    for (const slot of picks[part.index] ?? []) {
      const { index, price } = slot
      const before = users[index]!
      users[index] = before + by
      // Opened, or closed.
      if (!before || !users[index]) {
        total += by * price
        prices[index] = before ? price : 0
      }
      for (const limit of limitsOf(part.unit, slot)) {
        const slots = getOrMake(used, limit, makeMap<Slot, number>)
        const count = (slots.get(slot) ?? 0) + by
        if (count) slots.set(slot, count)
        else slots.delete(slot)
      }
    }
  }

  for (let pass = 1, before = Number.POSITIVE_INFINITY; pass <= mostPasses && total < before; pass++) {
    if (pass > 1) before = total
    for (const part of parts) {
      change(part, -1)
      const picked = pick(part)
      if (!picked) {
        const queue = [part, ...parts.filter(other => other !== part)]
        return attempts ? placeParts(queue, slots, slack, close, attempts - 1) : undefined
      }
      picks[part.index] = picked
      change(part, 1)
    }
    for (const { index, price } of slots) prices[index] = users[index] ? 0 : price
  }
  close?.(parts, picks, users, prices, () => total, pick, change)
  // Who is rejected has no placements, whatever else its parts took.
  const rejected = new Set(parts.map(({ index, unit }) => !picks[index]![0]!.kind && unit))
  let carried = 0
  for (const { index, unit, units } of parts) {
    if (!rejected.has(unit)) for (const slot of picks[index]!) carried += countCarried(unit, slot) * units.length
  }
  return { picks, cost: total, carried }
}

/** 1 where a unit carries that version itself, else 0: criterion 5. */
export function countCarried(unit: Unit, { kind }: Slot): number {
  return kind?.carriers.has(unit) ? 1 : 0
}
