import { expect, test } from 'vitest'
import { boundCost, remainder } from './bound-cost.js'
import { allPicks, costOf, narrow, randomGroup } from './testing/random-group.js'
import { runLaw } from './testing/run-law.js'

test('the bound is below all solutions, in whatever order the parts pay, and no slot takes more than its price', () => {
  let tight = 0
  runLaw(400, seed => {
    const made = randomGroup(seed)
    const { slots } = made
    const parts = narrow(made)
    const { least, slack, paid } = boundCost(
      [...parts].sort(() => made.random(3) - 1),
      slots,
    )

    const all = allPicks(parts)
    if (!all) return
    const optimum = all.reduce((best, picks) => Math.min(best, costOf(picks)), Number.POSITIVE_INFINITY)
    expect(least).toBeLessThanOrEqual(optimum)
    if (least === optimum) tight++

    let [sunk, taken] = [0, 0]
    for (const slot of slots) {
      const { index, price } = slot
      const isSunk = price < 0
      if (isSunk) sunk += price
      else taken += price - slack[index]!
      expect(slack[index]).toBeGreaterThanOrEqual(0)
      expect(slack[index]).toBeLessThanOrEqual(isSunk ? 0 : price)
      expect(paid.some(slots => slots.includes(slot))).toBe(!isSunk && slack[index]! < price)
    }
    // What a part takes of one slot may serve several of its choices: it takes as much as it offers, or more.
    expect(least - sunk).toBeLessThanOrEqual(taken)
    if (parts.every(({ choices: [first, other] }) => !other && first!.every(copies => copies.length === 1))) {
      expect(least - sunk).toBe(taken)
    }
    for (const { index: i, choices: list } of parts) {
      expect(Math.min(...list.map(choice => remainder(choice, slack)))).toBe(0)
      expect(new Set(paid[i]).size).toBe(paid[i]!.length)
      for (const slot of paid[i]!) expect(list.flat(2)).toContain(slot)
    }
  })
  // A bound of nothing would be one too.
  expect(tight).toBeGreaterThan(100)
})
