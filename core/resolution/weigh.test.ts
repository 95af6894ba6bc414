import { expect, test } from 'vitest'
import { randomOf } from '../../testing/random-of.mjs'
import { resolveShared } from '../index.js'
import { createEnumerator } from './enumerate-choices.js'
import type { CopySlot } from './model.js'
import { readModel } from './read-model.js'
import { randomPortfolio } from './testing/portfolio.js'
import { runLaw } from './testing/run-law.js'
import { weigh } from './weigh.js'

test('one number compares as criteria 1 to 4 do, one after the other', () => {
  let [decided, byAge, byPreference] = [0, 0, 0]
  runLaw(150, seed => {
    const random = randomOf(seed)
    const { remotes, host } = randomPortfolio(seed, { remotes: 6, packages: 4, odd: 15 })
    const prefer = resolveShared(remotes.filter(() => random(100) < 60))
    const model = readModel(remotes, { host, prefer })
    const { units } = model
    const weights = weigh(model, true)
    const { listParts } = createEnumerator(model, weights, false)
    const parts = listParts(units).filter(({ choices }) => choices.length)

    /** What may be in use at once, with any units warned and rejected. */
    const assignments = Array.from({ length: 20 }, () => {
      const slots = parts.flatMap(({ choices }) =>
        choices[random(choices.length)]!.map(copies => copies[random(copies.length)] as CopySlot),
      )
      const kinds = [...new Set(slots)].map(({ kind }) => kind)
      if (kinds.some(kind => kinds.filter(other => other === kind).length > kind.copies.length)) return []
      const isAnyOdd = random(3) === 0
      const [isHostRejected, rejected, warned] = isAnyOdd
        ? [random(2), random(units.length), random(units.length + 1)]
        : [0, 0, 0]
      const sum = (measure: (kind: CopySlot['kind']) => number) =>
        kinds.reduce((total, kind) => total + measure(kind), 0)
      const cost = sum(({ price }) => price)
      const preferred = sum(({ isPreferred, copies }) => (isPreferred ? copies[0]!.copy.size : 0))
      const age = sum(kind => kind.age)
      const copies = sum(weights.weighCopy)
      const main = isHostRejected * weights.host + rejected * weights.rejected + warned * weights.warned
      expect(weights.mainPart(main + copies) + 0).toBe(main + cost * weights.cost)
      return [{ weighed: main + copies, criteria: [isHostRejected, rejected, warned, cost, 0 - preferred, age] }]
    })
    for (const a of assignments.flat()) {
      for (const b of assignments.flat()) {
        const i = a.criteria.findIndex((number, i) => number !== b.criteria[i])
        expect(Math.sign(a.weighed - b.weighed)).toBe(i < 0 ? 0 : Math.sign(a.criteria[i]! - b.criteria[i]!))
        if (i >= 0) decided++
        if (i === 4) byPreference++
        if (i === 5) byAge++
      }
    }
  })
  expect(decided).toBeGreaterThan(1000)
  expect(byPreference).toBeGreaterThan(20)
  expect(byAge).toBeGreaterThan(20)
})
