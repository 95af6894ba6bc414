import type { Slot } from './model.js'
import type { Choice, OpenPart } from './problem.js'

/** What serving all parts costs at least, and what was paid for that. */
export interface Bound {
  readonly least: number
  /** What of each slot's price no part has paid for, by the slot's index. */
  readonly slack: Float64Array
  /** For each part, by its index, the slots that it has paid into. */
  readonly paid: readonly (readonly Slot[])[]
}

/**
 * A lower bound by dual ascent (Erlenkotter's, for facilities that come in sets). One part after the other, those with the
 * least to choose from first, offers as much as every one of its choices can take: a choice takes, for each of its
 * packages, what the cheapest of its copies has left. What is taken is gone for the parts that follow; so no price is paid
 * twice, and the sum of all offers is below the cost of any solution.
 *
 * @param parts in the order in which they pay
 */
export function boundCost(parts: readonly OpenPart[], slots: readonly Slot[]): Bound {
  const slack = new Float64Array(slots.length)
  // What a part has taken of a slot serves all its choices that contain it: it makes one choice.
  const taken = new Float64Array(slots.length)
  const paid: Slot[][] = []
  let least = 0
  for (const slot of slots) {
    if (slot.price < 0) least += slot.price
    else slack[slot.index] = slot.price
  }

  /** Takes as much as all of these copies have left, `most` at most. */
  const take = (copies: readonly Slot[], most: number, touched: Slot[]): number => {
    let amount = most
    for (const { index } of copies) amount = Math.min(amount, slack[index]! + taken[index]!)
    for (const slot of copies) {
      const before = taken[slot.index]!
      if (amount <= before) continue
      slack[slot.index]! -= amount - before
      taken[slot.index] = amount
      if (!before) touched.push(slot)
    }
    return amount
  }

  for (const { index, choices } of parts) {
    const into: Slot[] = []
    paid[index] = into
    let offer = Number.POSITIVE_INFINITY
    for (const choice of choices) offer = offer && Math.min(offer, remainder(choice, slack))
    if (!offer) continue
    least += offer
    for (const choice of choices) {
      let rest = offer
      for (const copies of choice) rest -= rest && take(copies, rest, into)
    }
    for (const { index } of into) taken[index] = 0
  }
  return { least, slack, paid }
}

/** What a choice costs beyond what is paid for. */
export function remainder(choice: Choice, slack: Float64Array): number {
  let sum = 0
  for (const copies of choice) {
    let least = Number.POSITIVE_INFINITY
    for (const { index } of copies) least = Math.min(least, slack[index]!)
    sum += least
  }
  return sum
}
