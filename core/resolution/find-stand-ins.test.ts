import { expect, test } from 'vitest'
import { resolveShared } from '../index.js'
import { randomPortfolio } from './testing/portfolio.js'
import { runLaw } from './testing/run-law.js'
import { accepts, offers, readText } from './testing/text-of-remotes.js'

test('what stands in for a copy serves all who use it; nothing that would is missing', () => {
  let [found, others] = [0, 0]
  runLaw(250, seed => {
    const portfolio = randomPortfolio(seed, { remotes: 6, packages: 4, odd: 15 })
    const { copies, names } = readText(portfolio)
    const { environments, standIns } = resolveShared(portfolio.remotes, { host: portfolio.host })
    const users = new Map<string, ReadonlyMap<string, { readonly url: string }>[]>()
    for (const environment of environments.values()) {
      for (const { url } of environment.values()) users.set(url, [...(users.get(url) ?? []), environment])
    }
    const copyAt = (url: string) => copies.find(copy => copy.url === url)!
    const buildOf = (url: string) => url.split('-').at(-1)!
    expect([...standIns.keys()].sort()).toEqual([...users.keys()].sort())

    for (const [url, list] of standIns) {
      const replaced = copyAt(url)
      const expected = copies.filter(other => {
        if (other.package !== replaced.package || other.version !== replaced.version) return false
        if (other.scope !== replaced.scope || users.has(other.url)) return false
        const isMet = other.requires.every(ask => {
          const seen = users.get(url)!.map(environment => environment.get(ask.package)?.url)
          const isRequired = replaced.requires.some(({ package: name }) => name === ask.package)
          return (
            isRequired &&
            seen.every(url => url && accepts(ask.range, copyAt(url).version) && offers(copyAt(url), ask.uses))
          )
        })
        const subpaths = Object.entries(replaced.provides)
        const isWhole = subpaths.every(([subpath, { exports }]) => offers(other, { [subpath]: exports ?? '*' }))
        return isMet && (buildOf(other.url) === buildOf(url) || isWhole)
      })
      expect(list.map(standIn => standIn.url).sort()).toEqual(expected.map(copy => copy.url).sort())
      const rankOf = (standIn: string) => {
        const { provider } = copyAt(standIn)
        return Number(buildOf(standIn) !== buildOf(url)) * 1000 + provider
      }
      const ranks = list.map(standIn => rankOf(standIn.url))
      expect(ranks).toEqual([...ranks].sort((a, b) => a - b))
      for (const { url: standIn, provider, files } of list) {
        found++
        expect(provider).toBe(names[copyAt(standIn).provider])
        expect(files !== undefined).toBe(buildOf(standIn) !== buildOf(url))
        if (!files) continue
        others++
        expect(Object.keys(files).length).toBe(Object.keys(replaced.provides).length)
      }
    }
  })
  expect(found).toBeGreaterThan(100)
  expect(others).toBeGreaterThan(10)
})
