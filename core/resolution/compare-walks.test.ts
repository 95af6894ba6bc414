import semver from 'semver'
import { expect, test } from 'vitest'
import { assignProviders } from './assign-providers.js'
import { compareWalks } from './compare-walks.js'
import type { Assignment, Unit } from './model.js'
import { randomAssignment, randomGroup } from './testing/random-group.js'
import { runLaw } from './testing/run-law.js'

/** Criteria 6 and 7 as they are said: first all versions along the walk, then all providers. */
function compareAsSaid(units: readonly Unit[], a: Assignment, b: Assignment): number {
  const walkOf = (assignment: Assignment) => {
    const providers = assignProviders(assignment)
    return units.flatMap(unit =>
      ['a', 'b', 'c'].map(name => {
        const slot = assignment.get(unit)?.find(({ kind }) => kind.package === name)
        const provided = slot && providers.get(slot)!
        const provider = provided?.unit === unit ? 'own' : `unit ${provided?.unit.index}`
        return { version: slot?.kind.version, provider: `${provider} ${provided?.copy.build}` }
      }),
    )
  }
  const [left, right] = [walkOf(a), walkOf(b)]
  for (const [i, { version }] of left.entries()) {
    const other = right[i]!.version
    if (!version || !other) {
      if (version || other) return version ? -1 : 1
    } else if (semver.compare(other, version)) return semver.compare(other, version)
  }
  for (const [i, { provider }] of left.entries()) {
    if (provider !== right[i]!.provider) return provider < right[i]!.provider ? -1 : 1
  }
  return 0
}

test('the order that criteria 6 and 7 say; a strict weak one', () => {
  let equal = 0
  runLaw(400, seed => {
    const made = randomGroup(seed)
    const { units } = made
    const some = [0, 0, 0].flatMap(() => {
      const assignment = randomAssignment(made)
      return assignment ? [assignment] : []
    })
    const order = (a: Assignment, b: Assignment) => Math.sign(compareWalks(units, a, b))
    for (const a of some) {
      expect(order(a, a)).toBe(0)
      for (const b of some) {
        expect(order(a, b)).toBe(Math.sign(compareAsSaid(units, a, b)))
        expect(order(a, b) + order(b, a)).toBe(0)
        if (a !== b && !order(a, b)) equal++
        for (const c of some) {
          if (order(a, b) <= 0 && order(b, c) <= 0) expect(order(a, c)).toBeLessThanOrEqual(0)
          if (!order(a, b)) expect(order(a, c)).toBe(order(b, c))
        }
      }
    }
  })
  expect(equal).toBeGreaterThan(20)
})
