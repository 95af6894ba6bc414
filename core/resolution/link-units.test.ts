import { expect, test } from 'vitest'
import { readModel } from './read-model.js'
import { randomPortfolio } from './testing/portfolio.js'
import { runLaw } from './testing/run-law.js'
import { readText } from './testing/text-of-remotes.js'

test('binds the remotes that rules 6 and 7 bind, and no others', () => {
  let [singletons, peers] = [0, 0]
  runLaw(300, seed => {
    const portfolio = randomPortfolio(seed, { remotes: 6, packages: 4, odd: 40 })
    const { pairs } = readText(portfolio)
    const keyOf = (name: string, why: string, a: number, b: number) =>
      [name, why, Math.min(a, b), Math.max(a, b)].join(' ')
    const expected = new Set(pairs.map(({ package: name, why, a, b }) => keyOf(name, why, a, b)))

    const found = new Set<string>()
    for (const unit of readModel(portfolio.remotes, { host: portfolio.host }).units) {
      for (const [name, links] of unit.links) {
        for (const { why, units } of links) {
          expect(units).toContain(unit)
          if (why === 'singleton') singletons++
          else peers++
          for (const other of units) if (other !== unit) found.add(keyOf(name, why, unit.index, other.index))
        }
      }
    }
    expect([...found].sort()).toEqual([...expected].sort())
  })
  expect(singletons).toBeGreaterThan(100)
  expect(peers).toBeGreaterThan(20)
})
