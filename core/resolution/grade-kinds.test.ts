import semver from 'semver'
import { expect, test } from 'vitest'
import { urlOf } from './model.js'
import { readModel } from './read-model.js'
import { randomPortfolio } from './testing/portfolio.js'
import { runLaw } from './testing/run-law.js'
import { accepts, offers, readText } from './testing/text-of-remotes.js'

test('kinds are in order of version, grades are what npm’s semver says, price and age what the criteria say', () => {
  runLaw(150, seed => {
    const portfolio = randomPortfolio(seed, { remotes: 6, packages: 5, odd: 25 })
    const { copies } = readText(portfolio)
    const { pools } = readModel(portfolio.remotes, { host: portfolio.host })
    const copyAt = (url: string) => copies.find(copy => copy.url === url)!
    const seen: string[] = []
    for (const [name, { kinds, demands }] of pools) {
      for (const [index, kind] of kinds.entries()) {
        expect(kind.index).toBe(index)
        const previous = kinds[index - 1]
        if (previous) expect(semver.compare(previous.version, kind.version)).toBeGreaterThanOrEqual(0)
        for (const offered of kind.copies) {
          const url = urlOf(offered, name, 'system')
          const { price, age, version, scope, provides, requires } = copyAt(url)
          seen.push(url)
          const first = copyAt(urlOf(kind.copies[0]!, name, 'system'))
          expect({ price, age, version, scope }).toEqual({
            price: kind.price,
            age: kind.age,
            version: kind.version,
            scope: kind.shareScope,
          })
          // Who is one kind differs in provider and build only.
          const exportsOf = (list: typeof provides) => Object.entries(list).map(([key, { exports }]) => [key, exports])
          expect(exportsOf(provides).sort()).toEqual(exportsOf(first.provides).sort())
          expect(requires).toEqual(first.requires)
        }
      }
      for (const [range, alike] of demands) {
        for (const { grades, uses, requiredVersion } of alike) {
          expect(requiredVersion).toBe(range)
          const expected = kinds.map(kind => {
            const copy = copyAt(urlOf(kind.copies[0]!, name, 'system'))
            return !offers(copy, uses) ? 0 : accepts(range, kind.version) ? 2 : 1
          })
          expect(grades).toEqual(expected)
        }
      }
    }
    expect(seen.sort()).toEqual(copies.map(({ url }) => url).sort())
  })
})
