import { expect, test } from 'vitest'
import { createEnumerator } from './enumerate-choices.js'
import { mergeParts } from './merge-parts.js'
import { readModel } from './read-model.js'
import { expectSame } from './testing/expect-same.js'
import { randomPortfolio } from './testing/portfolio.js'
import { runLaw } from './testing/run-law.js'
import { weigh } from './weigh.js'

test('who is alike chooses the same in a best resolution: with parts merged the same comes out', () => {
  let merged = 0
  runLaw(40, seed => {
    const { remotes, host } = randomPortfolio(seed, { remotes: 3, packages: 4, odd: 10 })
    const alike = remotes.map(remote => ({ ...remote, name: `${remote.name}-2`, base: `${remote.base}2/` }))
    expectSame({ mergeParts }, { remotes: [...remotes, ...alike], host }, seed, (remotes, options) => {
      const model = readModel(remotes, options)
      const { partsOf } = createEnumerator(model, weigh(model, false), false)
      const parts = model.units.flatMap(partsOf)
      const left = mergeParts(parts)
      if (left.some(({ units }) => units.length > 1)) merged++
      const served = (parts: typeof left) => parts.flatMap(({ units, domains }) => units.flatMap(() => domains)).length
      expect(served(left)).toBe(served(parts))
    })
  })
  expect(merged).toBeGreaterThan(20)
})
