import type { Kind, Model } from './model.js'

/** How much each criterion weighs, so that one number compares them all. */
export interface Weights {
  readonly age: number
  readonly preferred: number
  readonly cost: number
  readonly warned: number
  readonly rejected: number
  readonly host: number
  /** At least the total age of any assignment. */
  readonly oldest: number
  /** Whether the numbers suffice for criterion 1. */
  readonly isExact: boolean
}

/**
 * Weights that put criteria 1 to 4 into one number, each criterion above all that come after it. Numbers are exact up to
 * 2^53: where that is not enough for ages and preferences, these decide less than they should.
 */
export function weigh({ units, pools }: Model, isLenient: boolean): Weights {
  let [bytes, preferredBytes, greatestAge, placements] = [1, 1, 0, 0]
  for (const { kinds } of pools.values()) {
    for (const kind of kinds) {
      bytes += kind.price * kind.hosts.length
      preferredBytes += preferredSize(kind) * kind.hosts.length
      greatestAge = Math.max(greatestAge, kind.age)
    }
  }
  for (const { wants } of units) placements += 2 * wants.size
  const most = isLenient ? bytes * (units.length + 1) ** 2 * 2 : bytes
  const fits = (factor: number) => most * factor < Number.MAX_SAFE_INTEGER
  let preferred = greatestAge * placements + 1
  const age = fits(preferred * preferredBytes) ? 1 : 0
  if (!age) preferred = 1
  const cost = preferred * (fits(preferred * preferredBytes) ? preferredBytes : 1)
  const [warned, rejected, host] = [0, 1, 2].map(above => cost * bytes * (units.length + 1) ** above) as [
    number,
    number,
    number,
  ]
  return {
    age,
    preferred: cost > preferred ? preferred : 0,
    cost,
    warned,
    rejected,
    host,
    oldest: preferred - 1,
    isExact: !isLenient || host <= Number.MAX_SAFE_INTEGER,
  }
}

/** Criteria 2 to 4 for a copy in use. */
export function weighCopy(kind: Kind, { cost, age, preferred }: Weights): number {
  return kind.price * cost + kind.age * age - preferredSize(kind) * preferred
}

/** The part of a weighed sum, or of a lower bound of one, that is about criteria 1 and 2. */
export function mainPart(weighed: number, { oldest, cost }: Weights): number {
  return Math.ceil((weighed - oldest) / cost) * cost
}

function preferredSize({ isPreferred, hosts }: Kind): number {
  return isPreferred ? hosts[0]!.copy.size : 0
}
