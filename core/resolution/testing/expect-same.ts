import { expect } from 'vitest'
import { randomOf } from '../../../testing/random-of.mjs'
import type { Extras } from '../extras.js'
import type { Remote, Resolution, ResolveOptions } from '../resolution.js'
import { resolveWithin } from '../resolve-within.js'
import { toResolution } from '../to-resolution.js'
import type { Portfolio } from './portfolio.js'

/** Enough to decide also what only criteria 3 to 7 tell apart. */
const budget = { work: 2e7, ties: 1e10 }

/**
 * What an extra is held to: with it the same comes out. Where nothing was resolved before, where something was and stays, and
 * where it is preferred.
 *
 * @param look is shown each of these, and what comes out without the extra
 */
export function expectSame(
  extras: Extras,
  { remotes, host }: Portfolio,
  seed: number,
  look: (remotes: readonly Remote[], options: ResolveOptions, resolution: Resolution) => void,
): void {
  const random = randomOf(seed)
  const before = resolveWithin(
    budget,
    remotes.filter(() => random(100) < 60),
    {},
  )
  for (const options of [{ host }, { host: undefined, pinned: before }, { host, prefer: before }]) {
    const without = toResolution(resolveWithin(budget, remotes, options))
    const withThem = toResolution(resolveWithin(budget, remotes, options, extras))
    if (without.optimal && withThem.optimal) expect(decided(withThem)).toEqual(decided(without))
    look(remotes, options, without)
  }
}

/** All that a resolution decides. */
function decided({ environments, rejected, warned, standIns, cost, lowerBound, optimal }: Resolution) {
  return { environments, rejected, warned, standIns, cost, lowerBound, optimal }
}
