import type { Kind, Model } from './model.js'
import type { Weights } from './problem.js'

/**
 * Weights that put criteria 1 to 4 into one number, each criterion above all that come after it. Numbers are exact up to
 * 2^53: where that is not enough, age is left out, then preference; they then decide only where nothing else does.
 */
export function weigh({ units, kinds }: Model, isLenient: boolean): Weights {
  let bytes = 0
  let preferredBytes = 0
  let oldest = 0
  for (const list of kinds.values()) {
    for (const kind of list) {
      bytes += kind.price * kind.hosts.length
      for (const size of kind.preferences) preferredBytes += size
      oldest = Math.max(oldest, kind.age)
    }
  }
  const placements = units.reduce((sum, unit) => sum + unit.wants.size, 0) * 2
  for (const [age, preferred] of [
    [1, 1],
    [0, 1],
    [0, 0],
  ] as const) {
    const weighPreferred = age * oldest * placements + 1
    const cost = weighPreferred * (preferred * preferredBytes) + weighPreferred
    const warned = cost * (bytes + 1)
    const rejected = warned * (units.length + 1)
    const host = rejected * (units.length + 1)
    const weights = { age, preferred: preferred * weighPreferred, cost, warned, rejected, host }
    if ((isLenient ? host * 2 : warned) < Number.MAX_SAFE_INTEGER || !preferred) return weights
  }
  throw new Error('unreachable')
}

/** Criteria 2 to 4 for the nth copy of a kind, counted from 0. */
export function weighCopy({ price, age, preferences }: Kind, weights: Weights, nth: number): number {
  return price * weights.cost + age * weights.age - (preferences[nth] ?? 0) * weights.preferred
}
