import { expect, test } from 'vitest'
import { dropDominated } from './drop-dominated.js'
import { createEnumerator } from './enumerate-choices.js'
import type { Extras } from './extras.js'
import { mergeParts } from './merge-parts.js'
import type { Unit } from './model.js'
import type { Part } from './problem.js'
import { readModel } from './read-model.js'
import { expectSame } from './testing/expect-same.js'
import { randomPortfolio } from './testing/portfolio.js'
import { productOf } from './testing/random-group.js'
import { runLaw } from './testing/run-law.js'
import { weigh } from './weigh.js'

const extras: Extras = {
  enumerate(model, weights, isLenient) {
    const enumerator = createEnumerator(model, weights, isLenient)
    return isLenient ? enumerator : mergeParts(enumerator, model)
  },
}

/** All that parts leave a unit to choose. */
function waysOf(unit: Unit, parts: readonly Part[]): ReadonlySet<unknown> {
  const own = parts.filter(({ units }) => units.includes(unit))
  const ways = productOf(own.map(({ choices }) => choices.flatMap(choice => productOf(choice))))
  const keyOf = ({ kind }: (typeof ways)[number][number][number]) => `${kind!.package} ${kind!.index}`
  return new Set(ways.map(picks => picks.flat().map(keyOf).sort().join()))
}

test('who is alike chooses the same in a best resolution: with parts merged the same comes out', () => {
  let [merged, spared, requiring] = [0, 0, 0]
  runLaw(40, seed => {
    const { remotes, host } = randomPortfolio(seed, { remotes: 3, packages: 4, odd: 10 })
    const alike = remotes.map(remote => ({ ...remote, name: `${remote.name}-2`, base: `${remote.base}2/` }))
    expectSame(extras, { remotes: [...remotes, ...alike], host }, seed, (remotes, options) => {
      const model = readModel(remotes, options)
      const weights = weigh(model, false)
      const dropped = dropDominated(model, weights)
      const enumerator = createEnumerator(dropped, weights, false)
      let listed = 0
      const countListed = (units: Iterable<Unit>) => {
        listed++
        return enumerator.listParts(units)
      }
      const { isServed, listParts } = mergeParts({ ...enumerator, listParts: countListed }, dropped)
      const left = listParts(model.units)
      spared += model.units.length - listed
      if (left.some(({ units }) => units.length > 1)) merged++
      if (left.some(({ units, domains }) => units.length > 1 && domains[0]!.requires.length)) requiring++
      for (const unit of model.units) {
        expect(isServed(unit)).toBe(enumerator.isServed(unit))
        expect(waysOf(unit, left)).toEqual(waysOf(unit, enumerator.listParts([unit])))
      }
    })
  })
  expect(merged).toBeGreaterThan(20)
  expect(spared).toBeGreaterThan(30)
  expect(requiring).toBeGreaterThan(5)
})
