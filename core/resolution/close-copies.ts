import { getOrMake, makeList } from './intern.js'
import type { Slot } from './model.js'
import type { OpenPart } from './problem.js'

const mostRounds = 5

/**
 * Makes a placement better by what no part can do alone: all users of a copy leave it together, and it need not be there.
 * They come back where that is not cheaper. Round after round, until nothing gets better.
 *
 * @param picks what each part uses, by its index
 * @param users how many parts use a slot, by the slot's index
 * @param prices what it costs to use a slot now, by its index
 * @param cost what all slots in use cost
 * @param pick what a part can use at the least price; undefined where there is nothing
 * @param change counts what a part uses, or no longer
 */
export function closeCopies(
  parts: readonly OpenPart[],
  picks: (readonly Slot[])[],
  users: Int32Array,
  prices: Float64Array,
  cost: () => number,
  pick: (part: OpenPart) => readonly Slot[] | undefined,
  change: (part: OpenPart, by: 1 | -1) => void,
): void {
  const tryClosing = (leaving: readonly OpenPart[], { index, price }: Slot): void => {
    const before = cost()
    const left = leaving.map(part => picks[part.index]!)
    for (const part of leaving) {
      change(part, -1)
      prices[index] = Number.POSITIVE_INFINITY
      picks[part.index] = pick(part) ?? picks[part.index]!
      change(part, 1)
    }
    prices[index] = users[index] ? 0 : price
    if (cost() < before) return
    for (const [i, part] of leaving.entries()) {
      change(part, -1)
      picks[part.index] = left[i]!
      change(part, 1)
    }
  }

  for (let round = 1, before = Number.POSITIVE_INFINITY; round <= mostRounds && cost() < before; round++) {
    before = cost()
    const usersOf = new Map<Slot, OpenPart[]>()
    for (const part of parts) for (const slot of picks[part.index]!) getOrMake(usersOf, slot, makeList).push(part)
    usersOf.forEach(tryClosing)
  }
}
