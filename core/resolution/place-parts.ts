import type { PackageLink, Slot, Unit } from './model.js'
import type { Choices, Group } from './problem.js'

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
  { parts, slots, limited }: Group,
  choices: Choices,
  order: readonly number[],
  slack: Float64Array,
): Solution | undefined {
  const users = new Int32Array(slots.length)
  /** What it costs now to use a slot: nothing for one that is in use, what cannot be had where a host is lacking. */
  const prices = Float64Array.from(slots, ({ price }, index) => slack[index]! + price * shareOfPrice)
  const linked = new Map<PackageLink, { slot: Slot; users: number }>()
  const picks: (Pick | undefined)[] = parts.map(() => undefined)
  let isGuided = true
  let total = 0

  const priceOf = ({ price, index }: Slot) => (isGuided ? slack[index]! + price * shareOfPrice : price)

  const isBarred = ({ links }: Unit, slot: Slot): boolean => {
    for (const link of links.get(slot.kind?.package ?? '') ?? []) {
      const other = linked.get(link)
      if (other?.users && other.slot !== slot) return true
    }
    return false
  }

  const pick = (i: number): Pick | undefined => {
    const { unit } = parts[i]!
    const isLinked = unit.links.size > 0 && !unit.pinned
    let best: Pick | undefined
    for (const choice of choices[i]!) {
      const chosen: Slot[] = []
      let cost = 0
      let strangers = 0
      for (const copies of choice) {
        let cheapest: Slot | undefined
        let least = Number.MAX_VALUE
        let isOdd = true
        for (const slot of copies) {
          const price = prices[slot.index]!
          if (price > least || (price === least && !isOdd) || (isLinked && isBarred(unit, slot))) continue
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
      const isBetter = best ? cost - best.cost || strangers - best.strangers || compareSlots(chosen, best.slots) : -1
      if (isBetter < 0) best = { slots: chosen, cost, strangers }
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
        const siblings = kind && limited.get(kind)
        if (siblings) {
          const copies = siblings.filter(other => users[other.index]).length
          for (const other of siblings) {
            if (users[other.index]) continue
            prices[other.index] = copies < kind.hosts.length ? priceOf(other) : Number.POSITIVE_INFINITY
          }
        }
      }
      if (!links.size) continue
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
  for (const slot of slots)
    if (!users[slot.index] && prices[slot.index]! < Number.POSITIVE_INFINITY) prices[slot.index] = slot.price
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

/** Criterion 6 for one part: the newer versions first, in the order of the packages. Slots are numbered so. */
function compareSlots(a: readonly Slot[], b: readonly Slot[]): number {
  const [left, right] = [a, b].map(slots => [...slots].sort((x, y) => x.index - y.index)) as [Slot[], Slot[]]
  for (const [i, { index, kind }] of left.entries()) {
    const other = right[i]
    if (!other) return 1
    if (kind?.package !== other.kind?.package || kind?.version !== other.kind?.version) return index - other.index
  }
  return left.length - right.length
}
