import { readdirSync, readFileSync } from 'node:fs'
import { expect, test, vi } from 'vitest'
import { type Cause, explain, parseManifest, type Remote, resolveShared, suggest } from '../index.js'
import type { Offer } from '../resolution/resolution.js'

// `suggest` resolves a page once for each change that it tries.
vi.setConfig({ testTimeout: 120_000 })

const scenarios = new URL('../resolution/scenarios/', import.meta.url)
const read = (file: string): { remotes: readonly Remote[]; host?: string } => {
  const { remotes, host } = JSON.parse(readFileSync(new URL(file, scenarios), 'utf8'))
  return {
    host,
    remotes: Object.entries(remotes).map(([name, manifest]) => ({
      name,
      base: `https://cdn.test/${name}/`,
      manifest: manifest as Remote['manifest'],
    })),
  }
}

test.each(readdirSync(scenarios).filter(file => file.endsWith('.json')))('explains %s', async file => {
  const { remotes, host } = read(file)
  const sentences = explain(resolveShared(remotes, { host }))
  const suggestions = suggest(remotes, { host }).map(({ text }) => text)
  const golden = [sentences, ...(suggestions.length ? ['', 'Suggestions:', ...suggestions] : []), ''].join('\n')
  await expect(golden).toMatchFileSnapshot(`golden/${file.replace('.json', '.txt')}`)
})

test('explains one package, one remote, both', () => {
  const resolution = resolveShared(read('the-mall.json').remotes)
  expect(explain(resolution, 'dayjs').split('\n')).toHaveLength(2)
  expect(explain(resolution, undefined, 'legacy').split('\n')).toHaveLength(3)
  expect(explain(resolution, 'react', 'account')).toMatch(/^account runs on react 18\.2\.0, /)
  expect(explain(resolution, 'react', 'nobody')).toBe('')
})

const offer = (version: string, lacks: Offer['lacks']): Offer => ({ provider: `r${version[0]}`, version, lacks })
const rejection = { package: 'lib', requiredVersion: '^1.0.0', remotes: ['b', 'c'] } as const

// What no scenario has.
test.each<[Cause, sentence: string]>([
  [{ kind: 'pinned' }, 'it was placed before, and stays'],
  [{ kind: 'uses', requiredVersion: '' }, 'its code accepts *'],
  [{ kind: 'no-format', format: 'esm', formats: ['system'] }, 'it is built for system, and this page loads esm'],
  [
    {
      kind: 'no-copy',
      ...rejection,
      offers: [
        offer('2.0.0', 'range'),
        offer('1.1.0', 'exports'),
        offer('3.0.0', 'share scope'),
        offer('4.0.0', 'requires'),
      ],
    },
    'it needs lib in ^1.0.0, and of what is offered 2.0.0 of r2 is out of range, 1.1.0 of r1 lacks something that is used, ' +
      '3.0.0 of r3 is in another share scope and 4.0.0 of r4 requires something that cannot be had',
  ],
  [
    { kind: 'conflict', ...rejection, why: 'peers' },
    'components cross between it and b and c, and no lib has the version and the subpaths that both need',
  ],
])('says of the cause %j what it is', (cause, sentence) => {
  const resolution = { ...resolveShared([]), rejected: new Map([['a', [cause]]]) }
  expect(explain(resolution, undefined, 'a')).toBe(`a is rejected: ${sentence}.`)
})

test('says once what two links say, of two remotes that import from each other', () => {
  const cause: Cause = { kind: 'same-as', why: 'peers', remotes: ['b'] }
  const resolution = { ...resolveShared([]), rejected: new Map([['a', [cause, cause]]]) }
  expect(explain(resolution, undefined, 'a').match(/components cross/g)).toHaveLength(1)
})

test('says how far what was found may be from the least, where that is not proven', () => {
  const lowerBound = { rejected: 0, warned: 0, cost: 1_000 }
  const resolution = { ...resolveShared([]), cost: 1_200, optimal: false, lowerBound }
  expect(explain(resolution)).toBe('0 remotes, 0 copies in use, 1,200 bytes: no less than 1,000 bytes would do.')
})

test('every suggestion is proven by resolving again, the best first', () => {
  const { remotes } = read('the-mall.json')
  const before = resolveShared(remotes)
  const suggestions = suggest(remotes)
  expect(suggestions.map(({ saves }) => saves.bytes)).toEqual(
    suggestions.map(({ saves }) => saves.bytes).sort((a, b) => b - a),
  )
  for (const { remote, packages, to, saves } of suggestions) {
    const changed = structuredClone(remotes) as Remote[]
    const { shared } = changed.find(({ name }) => name === remote)!.manifest
    for (const name of packages) Object.assign(shared[name]!, { requiredVersion: to })
    expect(resolveShared(changed).cost).toBe(before.cost - saves.bytes)
  }
  expect(suggestions[0]).toMatchObject({
    remote: 'account',
    packages: ['react', 'react-dom'],
    saves: { copies: 2, bytes: 43 },
  })
})

test('suggests what saves a remote first, then what saves a warning, then what saves bytes', () => {
  const remote = (
    name: string,
    shared: string,
    requiredVersion: string,
    version: string,
    more: object = {},
  ): Remote => {
    const file = `shared/${shared}@${version}-b1/index.js`
    const copies = [{ version, build: 'b1', size: 1_000, provides: { '.': { file } } }]
    const json = {
      formatVersion: 1,
      name,
      version: '1.0.0',
      shared: { [shared]: { requiredVersion, uses: { '.': '*' }, copies, ...more } },
    }
    const base = `https://${name}.test/`
    return { name, base, manifest: parseManifest(json, `${base}federation.json`) }
  }
  const suggestions = suggest([
    remote('bytes-1', 'big', '^1.0.0', '1.0.0'),
    remote('bytes-2', 'big', '^2.0.0', '2.0.0'),
    remote('warned-1', 'one', '^1.0.0', '1.0.0', { singleton: true }),
    remote('warned-2', 'one', '^2.0.0', '2.0.0', { singleton: true }),
    remote('rejected-1', 'lib', '^1.0.0', '1.0.0'),
    remote('rejected-2', 'lib', '^2.0.0', '2.0.0', { copies: [] }),
  ])
  const saved = suggestions.map(({ remote, saves: { rejected, warned, bytes } }) => [
    remote.replace(/-.*/, ''),
    [rejected, warned, bytes],
  ])
  expect(Object.fromEntries(saved)).toEqual({ rejected: [1, 0, 0], warned: [0, 1, 0], bytes: [0, 0, 1_000] })
  expect([...new Set(saved.map(([kind]) => kind))]).toEqual(['rejected', 'warned', 'bytes'])
})
