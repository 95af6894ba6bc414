import type { Choice, Facility } from './problem.js'

/** What serving some parts costs at least, and what of the facilities' prices no part has paid for. */
export interface Bound {
  readonly least: number
  /** By index of the facility. */
  readonly slack: Float64Array
  /** By part: what it pays. */
  readonly paid: Float64Array
}

/**
 * A lower bound by dual ascent (Erlenkotter's, for facilities that come in sets). One part after the other, those with the
 * fewest choices first, offers as much as every one of its choices can take: a choice takes, for each copy that it opens,
 * what that copy's price has left, and for each leaf what the cheapest of its copies has left. What is taken is gone for
 * the parts that follow; so no price is paid twice, and the sum of all offers is below the cost of any assignment.
 */
export function boundCost(
  parts: readonly (readonly Choice[])[],
  order: readonly number[],
  facilities: readonly Facility[],
  opened: ReadonlySet<Facility>,
): Bound {
  const slack = new Float64Array(facilities.length)
  // What this part has taken of a facility serves all choices that contain it: a remote makes one choice.
  const taken = new Float64Array(facilities.length)
  const touched: number[] = []
  const paid = new Float64Array(parts.length)
  let least = 0
  for (const facility of facilities) {
    const { index, price } = facility
    const isSunk = price < 0 || opened.has(facility)
    slack[index] = isSunk ? 0 : price
    if (isSunk) least += price
  }

  const take = ({ index }: Facility, amount: number) => {
    const more = amount - taken[index]!
    if (more <= 0) return
    if (taken[index] === 0) touched.push(index)
    slack[index]! -= more
    taken[index] = amount
  }
  for (const i of order) {
    let offer = Number.POSITIVE_INFINITY
    for (const choice of parts[i]!) {
      const takes = remainder(choice, slack)
      if (takes < offer) offer = takes
      if (offer === 0) break
    }
    if (offer === 0) continue
    paid[i] = offer
    least += offer
    for (const { facilities, leaves } of parts[i]!) {
      let rest = offer
      for (let k = 0; k < leaves.length && rest > 0; k++) {
        const copies = leaves[k]!
        let amount = rest
        for (const { index } of copies) amount = Math.min(amount, slack[index]! + taken[index]!)
        if (amount <= 0) continue
        for (const copy of copies) take(copy, amount)
        rest -= amount
      }
      for (let k = 0; k < facilities.length && rest > 0; k++) {
        const { index } = facilities[k]!
        const amount = Math.min(rest, slack[index]! + taken[index]!)
        take(facilities[k]!, amount)
        rest -= amount
      }
    }
    for (const index of touched) taken[index] = 0
    touched.length = 0
  }
  return { least, slack, paid }
}

/** What a choice costs beyond what is paid for. */
export function remainder({ facilities, leaves }: Choice, slack: Float64Array): number {
  let sum = 0
  for (const { index } of facilities) sum += slack[index]!
  for (const copies of leaves) {
    let least = Number.POSITIVE_INFINITY
    for (const { index } of copies) {
      const left = slack[index]!
      if (left < least) least = left
    }
    sum += least
  }
  return sum
}
