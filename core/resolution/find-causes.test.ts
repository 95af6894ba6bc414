import { expect, test } from 'vitest'
import { type Cause, type Copy, type Remote, resolveShared, type SharedPackage } from '../index.js'
import { environmentsOf } from './testing/brute-force.js'
import { randomPortfolio } from './testing/portfolio.js'
import { runLaw } from './testing/run-law.js'
import { accepts, offers, readText } from './testing/text-of-remotes.js'

test('every cause is true, and none is missing: placements, warnings, rejections', () => {
  const seen = new Map<string, number>()
  let [all, silent] = [0, 0]
  const isTrue = (seed: number) => {
    const portfolio = randomPortfolio(seed, { remotes: 5, packages: 5, odd: 25 })
    const reading = readText(portfolio)
    const { names, declared, copies, pairs } = reading
    const resolution = resolveShared(portfolio.remotes, { host: portfolio.host })
    const { environments, rejected, warned } = resolution
    const count = (causes: readonly Cause[]) => {
      for (const { kind } of causes) seen.set(kind, (seen.get(kind) ?? 0) + 1)
    }
    const urlIn = (remote: string, name: string) => environments.get(remote)?.get(name)?.url
    const partnersOf = (name: string, remote: number) => {
      const bound = pairs.filter(pair => pair.package === name && (pair.a === remote || pair.b === remote))
      const found = bound.map(({ a, b, why }) => ({ why, other: names[a === remote ? b : a]! }))
      return found.filter(({ other }) => urlIn(other, name)).map(({ why, other }) => `${why} ${other}`)
    }

    for (const [remote, name] of names.entries()) {
      for (const [shared, placement] of environments.get(name) ?? []) {
        const { causes, url, version, provider } = placement
        count(causes)
        const copy = copies.find(copy => copy.url === url)!
        const want = declared[remote]!.get(shared)
        const of = <K extends Cause['kind']>(kind: K) =>
          causes.filter((cause): cause is Extract<Cause, { kind: K }> => cause.kind === kind)
        expect(of('uses').map(cause => cause.requiredVersion)).toEqual(want?.isUsed ? [want.range] : [])
        const requiring = [...environments.get(name)!.values()].flatMap(placement => {
          const { requires } = copies.find(copy => copy.url === placement.url)!
          const asks = requires.filter(ask => ask.package === shared)
          return asks.map(ask => [placement.package, placement.version, ask.range])
        })
        const required = of('required-by').map(cause => [cause.package, cause.version, cause.requiredVersion])
        expect(required.sort()).toEqual(requiring.sort())
        expect(of('own').length).toBe(Number(copy.provider === remote))
        expect(provider).toBe(names[copy.provider])
        const isInstead = copy.provider !== remote && want?.versions.length && !want.versions.includes(version)
        expect(of('instead-of').map(cause => cause.versions)).toEqual(isInstead ? [want.versions] : [])
        const same = of('same-as').flatMap(cause => cause.remotes.map(other => `${cause.why} ${other}`))
        expect(new Set(same)).toEqual(new Set(partnersOf(shared, remote)))
        for (const partner of same) expect(urlIn(partner.split(' ')[1]!, shared)).toBe(url)
      }

      const outOfRange = [...(environments.get(name) ?? [])].filter(([shared, { version }]) => {
        const want = declared[remote]!.get(shared)
        return want?.isUsed && !accepts(want.range, version)
      })
      count(warned.get(name) ?? [])
      expect((warned.get(name) ?? []).map(cause => 'package' in cause && cause.package)).toEqual(
        outOfRange.map(([shared]) => shared),
      )

      const causes = rejected.get(name)
      if (!causes) continue
      count(causes)
      all++
      if (!causes.length) {
        // Seldom, and not because of others: see below.
        expect(environmentsOf(reading, remote)).toEqual([])
        silent++
      }
      for (const cause of causes) {
        if (cause.kind === 'no-copy') {
          const want = declared[remote]!.get(cause.package)!
          expect(cause.requiredVersion).toBe(want.range)
          expect(cause.offers.length).toBe(copies.filter(copy => copy.package === cause.package).length)
          for (const { provider, version, lacks } of cause.offers) {
            const all = copies.filter(
              copy => copy.package === cause.package && copy.version === version && names[copy.provider] === provider,
            )
            expect(
              all.some(copy => {
                const isOffered = offers(copy, want.uses)
                const isInRange = accepts(want.range, version)
                if (lacks === 'exports') return !isOffered
                if (lacks === 'range') return isOffered && !isInRange
                if (lacks === 'share scope') return isOffered && isInRange && want.scope !== copy.scope
                return isOffered && isInRange && want.scope === copy.scope && copy.requires.length > 0
              }),
            ).toBe(true)
          }
        } else {
          // Those whom it names are there, and see the package.
          expect(cause.kind).toBe('conflict')
          if (cause.kind !== 'conflict') continue
          expect(cause.remotes).not.toEqual([])
          for (const other of cause.remotes) expect(urlIn(other, cause.package)).toBeDefined()
        }
      }
    }
  }
  runLaw(250, isTrue, [152837346])
  expect(silent / all).toBeLessThan(0.05)
  const kinds = ['uses', 'required-by', 'own', 'instead-of', 'same-as', 'out-of-range', 'no-copy', 'conflict'] as const
  for (const kind of kinds) expect([kind, (seen.get(kind) ?? 0) > 5]).toEqual([kind, true])
})

test('who cannot be served even alone is told what lacks, however far the requirements go', () => {
  const ask = (range: string) => ({ requiredVersion: range, uses: { '.': '*' as const } })
  const want = (
    name: string,
    requiredVersion: string,
    version: string | undefined,
    requires: Copy['requires'] = {},
  ) => {
    const provides = { '.': { file: `shared/${name}@${version}-b1/index.js` } }
    const copies = version ? [{ version, build: 'b1', size: 1, provides, requires }] : []
    const shared = { requiredVersion, uses: { '.': '*' as const }, singleton: false, strictVersion: false }
    return { [name]: { ...shared, shareScope: 'default', copies } }
  }
  const remote = (name: string, shared: Readonly<Record<string, SharedPackage>>): Remote => {
    return { name, base: `https://cdn.test/${name}/`, manifest: { shared } as unknown as Remote['manifest'] }
  }
  const others = {
    ...want('charts', '^1.0.0', '1.0.0', { kit: ask('^1.0.0') }),
    ...want('kit', '^1.0.0', '1.0.0', { dom: ask('^2.0.0') }),
    ...want('dom', '^2.0.0', '2.0.0', { lib: ask('2.0.0') }),
    ...want('lib', '2.0.0', '2.0.0'),
  }
  const own = { ...want('lib', '1.0.0', '1.0.0'), ...want('charts', '^1.0.0', undefined) }
  const { rejected } = resolveShared([remote('a', own), remote('b', others)])
  expect(rejected.get('a')).toMatchObject([{ kind: 'no-copy', package: 'charts', offers: [{ lacks: 'requires' }] }])
})
