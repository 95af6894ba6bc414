import { expect, test } from 'vitest'
import { sizeOf } from './problem.js'
import { propagateLimits } from './propagate-limits.js'
import { allPicks, isChosen, isFeasible, narrow, randomGroup } from './testing/random-group.js'
import { runLaw } from './testing/run-law.js'

test('drops nothing that a solution has, and finds nothing impossible that is not', () => {
  let [dropped, impossible] = [0, 0]
  runLaw(600, seed => {
    const made = randomGroup(seed)
    const parts = narrow(made)
    const all = allPicks(parts)
    if (!all) return
    const solutions = all.filter(picks => isFeasible(parts, picks))
    const left = propagateLimits(parts)
    if (!left) {
      impossible++
      expect(solutions).toEqual([])
      return
    }
    expect(left.map(({ index }) => index)).toEqual(parts.map(({ index }) => index))
    for (const { index: i, choices: list } of left) {
      expect(list.length).toBeGreaterThan(0)
      for (const choice of list) for (const copies of choice) expect(copies.length).toBeGreaterThan(0)
      for (const picks of solutions) expect(isChosen(list, picks[i]!)).toBe(true)
    }
    // Again changes nothing more.
    expect(propagateLimits(left)).toEqual(left)
    if (sizeOf(left) < sizeOf(parts)) dropped++
  })
  expect(dropped).toBeGreaterThan(20)
  expect(impossible).toBeGreaterThan(5)
})
