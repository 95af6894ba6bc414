import { getOrMake, makeMap } from './intern.js'
import type { Limit, Slot, Unit } from './model.js'
import { type Choices, type Group, limitsOf } from './problem.js'

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
 * the least while all others stay, until nothing gets better. Keeps to the limits. Undefined where it gets stuck.
 */
export function placeParts(
  { parts, slots }: Group,
  choices: Choices,
  order: readonly number[],
  slack: Float64Array,
): Solution | undefined {
  /** How many parts use a slot. */
  const users = new Int32Array(slots.length)
  /** What it costs now to use a slot: nothing for one that is in use. */
  const prices = new Float64Array(slots.length)
  /** The slots in use that are under a limit, and how many of those use it whom the limit concerns. */
  const used = new Map<Limit, Map<Slot, number>>()
  const picks: (Pick | undefined)[] = []
  let isGuided = true
  let total = 0

  const setPrice = (slot: Slot) => {
    const { index, price } = slot
    prices[index] = users[index] ? 0 : isGuided ? slack[index]! + price * shareOfPrice : price
  }

  const isBarred = (unit: Unit, slot: Slot): boolean =>
    limitsOf(unit, slot).some(limit => {
      const slots = used.get(limit)
      return slots && slots.size >= limit.most && !slots.has(slot)
    })

  const pick = (i: number): Pick | undefined => {
    const { unit } = parts[i]!
    const isLinked = unit.links.size > 0
    let best: Pick | undefined
    for (const choice of choices[i]!) {
      const chosen: Slot[] = []
      let cost = 0
      let strangers = 0
      for (const copies of choice) {
        let cheapest: Slot | undefined
        let least = Number.POSITIVE_INFINITY
        let isOdd = true
        for (const slot of copies) {
          const price = prices[slot.index]!
          if (price > least || (price === least && !isOdd)) continue
          if ((isLinked || slot.limit) && !unit.pinned && isBarred(unit, slot)) continue
          const isStrange = isStranger(unit, slot)
          if (price === least && isStrange) continue
          least = price
          cheapest = slot
          isOdd = isStrange
        }
        cost += least
        if (!cheapest || (best && cost > best.cost)) break
        if (isOdd) strangers++
        chosen.push(cheapest)
      }
      if (chosen.length < choice.length) continue
      if (!best || (cost - best.cost || strangers - best.strangers) < 0) best = { slots: chosen, cost, strangers }
    }
    return best
  }

  const change = (i: number, by: 1 | -1): void => {
    for (const slot of picks[i]!.slots) {
      const before = users[slot.index]!
      users[slot.index] = before + by
      if (before + by === 0 || before === 0) {
        total += by * slot.price
        setPrice(slot)
      }
      for (const limit of limitsOf(parts[i]!.unit, slot)) {
        const slots = getOrMake(used, limit, makeMap<Slot, number>)
        const count = (slots.get(slot) ?? 0) + by
        if (count) slots.set(slot, count)
        else slots.delete(slot)
      }
    }
  }

  // Who is left without a copy goes first at the next attempt.
  let queue = order
  for (let attempt = 0; ; attempt++) {
    slots.forEach(setPrice)
    const stuck = queue.find(i => {
      picks[i] = pick(i)
      if (picks[i]) change(i, 1)
      return !picks[i]
    })
    if (stuck === undefined) break
    if (attempt === attempts) return undefined
    for (const i of order) if (picks[i]) change(i, -1)
    picks.length = 0
    queue = [stuck, ...queue.filter(i => i !== stuck)]
  }
  isGuided = false
  slots.forEach(setPrice)
  for (let pass = 0, before = Number.POSITIVE_INFINITY; pass < passes && total < before; pass++) {
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

function isStranger({ wants }: Unit, { kind }: Slot): boolean {
  if (!kind) return false
  for (const { version } of wants.get(kind.package)?.shared.copies ?? []) if (version === kind.version) return false
  return true
}
