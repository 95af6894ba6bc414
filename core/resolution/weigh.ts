import type { Kind, Model } from './model.js'

/** How much each criterion weighs, so that one number compares them all. */
export interface Weights {
  readonly cost: number
  readonly warned: number
  readonly rejected: number
  readonly host: number
  /** Whether the numbers suffice for criterion 1. */
  readonly isExact: boolean
  /** Criteria 2 to 4 for a copy in use. */
  weighCopy(kind: Kind): number
  /** The part of a weighed sum, or of a lower bound of one, that is about criteria 1 and 2. */
  mainPart(weighed: number): number
}

/**
 * Weights that put criteria 1 to 4 into one number, each criterion above all that come after it. Numbers are exact up to
 * 2^53: where that is not enough for ages and preferences, these decide less than they should.
 */
export function weigh({ units, pools }: Model, isLenient: boolean): Weights {
  let [bytes, preferredBytes, greatestAge, placements] = [1, 1, 0, 0]
  for (const { kinds } of pools.values()) {
    for (const kind of kinds) {
      bytes += kind.price * kind.copies.length
      preferredBytes += preferredSize(kind) * kind.copies.length
      greatestAge = Math.max(greatestAge, kind.age)
    }
  }
  for (const { wants } of units) placements += 2 * wants.size
  const above = units.length + 1
  const most = isLenient ? bytes * above ** 2 * 2 : bytes
  const fits = (factor: number) => most * factor < Number.MAX_SAFE_INTEGER
  let preferred = greatestAge * placements + 1
  const age = fits(preferred * preferredBytes) ? 1 : 0
  if (!age) preferred = 1
  const cost = preferred * (fits(preferred * preferredBytes) ? preferredBytes : 1)
  const warned = cost * bytes
  const host = warned * above ** 2
  return {
    cost,
    warned,
    rejected: warned * above,
    host,
    isExact: fits(cost),
    weighCopy: kind => kind.price * cost + kind.age * age - (cost > preferred ? preferredSize(kind) * preferred : 0),
    // All ages together weigh less than one preferred byte.
    mainPart: weighed => Math.ceil((weighed - preferred + 1) / cost) * cost,
  }
}

function preferredSize({ isPreferred, copies }: Kind): number {
  return isPreferred ? copies[0]!.copy.size : 0
}
