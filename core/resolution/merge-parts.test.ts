import { expect, test } from 'vitest'
import { randomOf } from '../../testing/random-of.mjs'
import { createEnumerator } from './enumerate-choices.js'
import { mergeParts } from './merge-parts.js'
import { readModel } from './read-model.js'
import type { Resolution, ResolveOptions } from './resolution.js'
import { resolveWithin } from './resolve-within.js'
import { type Portfolio, randomPortfolio } from './testing/portfolio.js'
import { runLaw } from './testing/run-law.js'
import { weigh } from './weigh.js'

/** Enough to decide also what only criteria 3 to 7 tell apart. */
const budget = { work: 2e7, ties: 1e10 }

/** All that a resolution decides. */
function decided({ environments, rejected, warned, standIns, cost, lowerBound, optimal }: Resolution) {
  return { environments, rejected, warned, standIns, cost, lowerBound, optimal }
}

test('who is alike chooses the same in a best resolution: with parts merged the same comes out', () => {
  let merged = 0
  const compare = ({ remotes, host }: Portfolio, options: ResolveOptions) => {
    const apart = resolveWithin(budget, remotes, { host, ...options })
    const together = resolveWithin(budget, remotes, { host, ...options }, { mergeParts })
    if (apart.optimal && together.optimal) expect(decided(together)).toEqual(decided(apart))
    const model = readModel(remotes, { host, ...options })
    const { partsOf } = createEnumerator(model, weigh(model, false), false)
    const parts = model.units.flatMap(partsOf)
    const left = mergeParts(parts)
    if (left.some(({ units }) => units.length > 1)) merged++
    const served = (parts: typeof left) => parts.flatMap(({ units, domains }) => units.flatMap(() => domains)).length
    expect(served(left)).toBe(served(parts))
  }
  runLaw(40, seed => {
    const { remotes, host } = randomPortfolio(seed, { remotes: 3, packages: 4, odd: 10 })
    const alike = remotes.map(remote => ({ ...remote, name: `${remote.name}-2`, base: `${remote.base}2/` }))
    const portfolio = { remotes: [...remotes, ...alike], host }
    const random = randomOf(seed)
    const first = portfolio.remotes.filter(() => random(100) < 60)
    const before = resolveWithin(budget, first, {})
    compare(portfolio, {})
    compare({ ...portfolio, host: undefined }, { pinned: before })
    compare(portfolio, { prefer: before })
  })
  expect(merged).toBeGreaterThan(20)
})
