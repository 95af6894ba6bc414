import { expect, test } from 'vitest'
import { assignProviders } from './assign-providers.js'
import type { Assignment, CopySlot, Host } from './model.js'
import { productOf, randomAssignment, randomGroup } from './testing/random-group.js'
import { runLaw } from './testing/run-law.js'

/** Criterion 7 of one assignment of hosts: at each step of the walk its own copy before the others, these in their order. */
function walkOf(assignment: Assignment, hosts: ReadonlyMap<CopySlot, Host>): readonly number[] {
  return [...assignment].flatMap(([unit, seen]) =>
    seen.map(slot => {
      const { unit: provider } = hosts.get(slot)!
      return provider === unit ? -1 : provider.index
    }),
  )
}

test('of all ways to give each copy a host of its own, the first by criterion 7', () => {
  let several = 0
  runLaw(400, seed => {
    const made = randomGroup(seed)
    const assignment = randomAssignment(made)
    if (!assignment) return
    const found = assignProviders(assignment)
    const slots = [...new Set([...assignment.values()].flat())]
    expect([...found.keys()]).toEqual(slots)

    const ways = productOf(slots.map(slot => slot.kind.hosts))
      .filter(hosts => new Set(hosts).size === hosts.length)
      .map(hosts => walkOf(assignment, new Map(slots.map((slot, i) => [slot, hosts[i]!]))))
    if (ways.length > 1) several++
    const [first] = ways.sort((a, b) => {
      const i = a.findIndex((rank, i) => rank !== b[i])
      return i < 0 ? 0 : a[i]! - b[i]!
    })
    expect(walkOf(assignment, found)).toEqual(first)
    for (const [slot, host] of found) expect(slot.kind.hosts).toContain(host)
    expect(new Set(found.values()).size).toBe(slots.length)
  })
  expect(several).toBeGreaterThan(100)
})
