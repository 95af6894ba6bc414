import { expect, test } from 'vitest'
import { boundCost } from './bound-cost.js'
import { isBeyondDoubt } from './is-beyond-doubt.js'
import { placeParts } from './place-parts.js'
import { allPicks, carriedOf, compareNewest, costOf, isFeasible, narrow, randomGroup } from './testing/random-group.js'
import { runLaw } from './testing/run-law.js'

test('of what is beyond doubt nothing is better, by any criterion', () => {
  let found = 0
  runLaw(1000, seed => {
    const made = randomGroup(seed)
    const parts = narrow(made)
    const { least, slack } = boundCost(parts, made.slots)
    const solution = placeParts(parts, made.slots, slack)
    if (!solution || !isBeyondDoubt(parts, solution, least)) return
    const { picks, cost, carried } = solution
    for (const other of allPicks(parts) ?? []) {
      if (!isFeasible(parts, other)) continue
      const difference = costOf(other) - cost || carried - carriedOf(parts, other) || compareNewest(other, picks)
      expect(difference).toBeGreaterThanOrEqual(0)
      // What is as good is the same: criterion 7 has nothing to decide.
      if (!difference) expect(other.map(slots => new Set(slots))).toEqual(picks.map(slots => new Set(slots)))
    }
    if (parts.some(({ choices }) => choices.length > 1)) found++
  })
  expect(found).toBeGreaterThan(30)
})
