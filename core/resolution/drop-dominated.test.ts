import { expect, test } from 'vitest'
import type { Copy, Manifest } from '../manifest/manifest.js'
import { dropDominated } from './drop-dominated.js'
import { createEnumerator } from './enumerate-choices.js'
import type { Extras } from './extras.js'
import { readModel } from './read-model.js'
import type { Remote, ResolveOptions } from './resolution.js'
import { expectSame } from './testing/expect-same.js'
import { randomPortfolio } from './testing/portfolio.js'
import { runLaw } from './testing/run-law.js'
import { weigh } from './weigh.js'

/** Package → the versions that are left. */
function leftOf(remotes: readonly Remote[], options: ResolveOptions = {}): Readonly<Record<string, readonly string[]>> {
  const model = readModel(remotes, options)
  const { pools } = dropDominated(model, weigh(model, false))
  return Object.fromEntries([...pools].map(([name, { kinds }]) => [name, kinds.map(({ version }) => version)]))
}

const extras: Extras = {
  enumerate: (model, weights, isLenient) => createEnumerator(dropDominated(model, weights), weights, isLenient),
}

test('what is dropped is in no best resolution: with it the same comes out', () => {
  let [dropped, refused] = [0, 0]
  runLaw(75, seed => {
    const portfolio = randomPortfolio(seed, { remotes: 5, packages: 5, odd: 20 })
    expectSame(extras, portfolio, seed, (remotes, options, whole) => {
      const { pools } = readModel(remotes, options)
      const count = [...pools.values()].reduce((sum, { kinds }) => sum + kinds.length, 0)
      if (Object.values(leftOf(remotes, options)).flat().length < count) dropped++
      if (whole.rejected.size + whole.warned.size) refused++
    })
  })
  expect(dropped).toBeGreaterThan(100)
  expect(refused).toBeGreaterThan(25)
})

interface Wanted {
  readonly version: string
  readonly range?: string
  readonly requires?: Readonly<Record<string, string>>
}

function remoteOf(name: string, wanted: Readonly<Record<string, Wanted>>): Remote {
  const uses = { '.': '*' as const }
  const shared = Object.entries(wanted).map(([name, { version, range = `^${version}`, requires = {} }]) => {
    const needs = Object.entries(requires).map(([required, range]) => [required, { requiredVersion: range, uses }])
    const copy: Copy = {
      version,
      build: 'b1',
      size: 10,
      provides: { '.': { file: `shared/${name}@${version}-b1/index.js` } },
      requires: Object.fromEntries(needs),
    }
    return [name, { requiredVersion: range, uses, copies: [copy] }]
  })
  return { name, base: `https://cdn.test/${name}/`, manifest: { shared: Object.fromEntries(shared) } as Manifest }
}

test('a version that nobody insists on goes', () => {
  const remotes = [
    remoteOf('a', { date: { version: '1.0.0' } }),
    remoteOf('b', { date: { version: '1.1.0' } }),
    remoteOf('c', { date: { version: '1.2.0' } }),
  ]
  expect(leftOf(remotes)).toEqual({ date: ['1.2.0'] })
  expect(leftOf([...remotes, remoteOf('d', { date: { version: '1.1.0', range: '~1.1.0' } })])).toEqual({
    date: ['1.2.0', '1.1.0'],
  })
})

test('packages in lockstep go together', () => {
  const pair = (version: string, range?: string) => ({
    react: { version },
    'react-dom': { version, requires: { react: version }, ...(range && { range }) },
  })
  const remotes = [remoteOf('a', pair('18.2.0')), remoteOf('b', pair('18.3.1'))]
  expect(leftOf(remotes)).toEqual({ react: ['18.3.1'], 'react-dom': ['18.3.1'] })
  // Who insists on one of them keeps both.
  expect(leftOf([...remotes, remoteOf('c', pair('18.2.0', '18.2.0'))])).toEqual({
    react: ['18.3.1', '18.2.0'],
    'react-dom': ['18.3.1', '18.2.0'],
  })
})

test('a version stays where the better one has too few copies for all that could need it', () => {
  const store = (version: string) => ({ version, requires: { react: '>=17' } })
  const remotes = [
    remoteOf('a', { react: { version: '17.0.2' }, store: store('1.0.0') }),
    remoteOf('b', { react: { version: '18.3.1' }, store: store('1.1.0') }),
  ]
  expect(leftOf(remotes)).toEqual({ react: ['18.3.1', '17.0.2'], store: ['1.1.0', '1.0.0'] })
  const another = remoteOf('c', { react: { version: '18.3.1' }, store: store('1.1.0') })
  expect(leftOf([...remotes, another])).toEqual({ react: ['18.3.1', '17.0.2'], store: ['1.1.0'] })
})
