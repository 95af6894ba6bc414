import { expect, test } from 'vitest'
import { assignProviders } from './assign-providers.js'
import type { Assignment, CopySlot, OfferedCopy } from './model.js'
import { productOf, randomAssignment, randomGroup } from './testing/random-group.js'
import { runLaw } from './testing/run-law.js'

/** Criterion 7 of one assignment of providers: at each step of the walk its own copy before the others, these in their order. */
function walkOf(assignment: Assignment, providers: ReadonlyMap<CopySlot, OfferedCopy>): readonly number[] {
  return [...assignment].flatMap(([unit, seen]) =>
    seen.map(slot => {
      const { unit: provider } = providers.get(slot)!
      return provider === unit ? -1 : provider.index
    }),
  )
}

test('of all ways to give each slot a copy of its own, the first by criterion 7', () => {
  let several = 0
  runLaw(400, seed => {
    const made = randomGroup(seed)
    const assignment = randomAssignment(made)
    if (!assignment) return
    const found = assignProviders(assignment)
    const slots = [...new Set([...assignment.values()].flat())]
    expect([...found.keys()]).toEqual(slots)

    const ways = productOf(slots.map(slot => slot.kind.copies))
      .filter(copies => new Set(copies).size === copies.length)
      .map(copies => walkOf(assignment, new Map(slots.map((slot, i) => [slot, copies[i]!]))))
    if (ways.length > 1) several++
    const [first] = ways.sort((a, b) => {
      const i = a.findIndex((rank, i) => rank !== b[i])
      return i < 0 ? 0 : a[i]! - b[i]!
    })
    expect(walkOf(assignment, found)).toEqual(first)
    for (const [slot, copy] of found) expect(slot.kind.copies).toContain(copy)
    expect(new Set(found.values()).size).toBe(slots.length)
  })
  expect(several).toBeGreaterThan(100)
})
