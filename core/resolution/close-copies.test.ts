import { expect, test } from 'vitest'
import { boundCost } from './bound-cost.js'
import { closeCopies } from './close-copies.js'
import { placeParts, type Solution } from './place-parts.js'
import { carriedOf, costOf, isChosen, isFeasible, narrow, randomGroup } from './testing/random-group.js'
import { runLaw } from './testing/run-law.js'

test('a placement stays one, and gets cheaper where it changes at all', () => {
  let cheaper = 0
  runLaw(2000, seed => {
    const made = randomGroup(seed)
    const { slots } = made
    const parts = narrow(made)
    const { slack } = boundCost(parts, slots)
    const before = placeParts(parts, slots, slack)
    const after = placeParts(parts, slots, slack, closeCopies)
    if (!before) {
      expect(after).toBeUndefined()
      return
    }
    const { picks, cost, carried } = after as Solution
    expect(isFeasible(parts, picks)).toBe(true)
    for (const [i, slots] of picks.entries()) expect(isChosen(parts[i]!.choices, slots)).toBe(true)
    expect([cost, carried]).toEqual([costOf(picks), carriedOf(parts, picks)])
    if (cost < before.cost) cheaper++
    else expect(after).toEqual(before)
  })
  expect(cheaper).toBeGreaterThan(20)
})

test('who shares a copy leaves it together', () => {
  const kind = (name: string) => ({ package: name, carriers: new Set() }) as never
  const slot = (index: number, price: number) => ({ index, price, kind: kind(`p${index}`), closure: [], limits: [] })
  const unit = { links: new Map() } as never
  // Two parts share a copy that the bound says is free; each could use one of the third part's as well.
  const [shared, other] = [slot(0, 5), slot(1, 5)]
  const parts = [
    { index: 0, unit, units: [unit], choices: [[[shared, other]]] },
    { index: 1, unit, units: [unit], choices: [[[shared, other]]] },
    { index: 2, unit, units: [unit], choices: [[[other]]] },
  ]
  const slots = [shared, other]
  const slack = new Float64Array([0, 1])
  expect(placeParts(parts, slots, slack)?.cost).toBe(10)
  expect(placeParts(parts, slots, slack, closeCopies)?.cost).toBe(5)
})
