import { expect, test } from 'vitest'
import { type Copy, type Remote, resolveShared, type SharedPackage } from '../index.js'

const copy = (name: string, version: string, more: Partial<Copy> = {}): Copy => ({
  version,
  build: 'b1',
  size: 10,
  provides: { '.': { file: `shared/${name}@${version}-${more.build ?? 'b1'}/index.js` } },
  requires: {},
  ...more,
})

const want = (requiredVersion: string | false, copies: readonly Copy[], more: Partial<SharedPackage> = {}) => ({
  requiredVersion,
  uses: { '.': '*' as const },
  singleton: false,
  strictVersion: false,
  shareScope: 'default',
  copies,
  ...more,
})

const remote = (name: string, shared: Readonly<Record<string, SharedPackage>>, more: object = {}): Remote => ({
  name,
  base: `https://cdn.test/${name}/`,
  manifest: { shared, ...more } as unknown as Remote['manifest'],
})

const react = (name: string, range: string, version: string) =>
  remote(name, { react: want(range, [copy('react', version)]) })
const urlOf = (name: string, shared: string, version: string, build = 'b1') =>
  `https://cdn.test/${name}/system/shared/${shared}@${version}-${build}/`

test('late remotes take what is there, also what an earlier late one brought', () => {
  const remotes = [react('a', '^17.0.0', '17.0.2')]
  let resolution = resolveShared(remotes)
  for (const [name, version] of [
    ['x', '18.2.0'],
    ['y', '18.3.1'],
    ['z', '18.3.0'],
  ] as const) {
    remotes.push(react(name, '^18.0.0', version))
    resolution = resolveShared(remotes, { pinned: resolution })
  }
  const urls = [...resolution.environments.values()].map(environment => environment.get('react')!.url)
  expect(urls).toEqual([urlOf('a', 'react', '17.0.2'), ...Array(3).fill(urlOf('x', 'react', '18.2.0'))])
  expect(resolution.cost).toBe(0)
  expect(resolution.environments.get('a')!.get('react')!.causes).toEqual([{ kind: 'pinned' }])
})

test('a remote that was rejected is resolved anew when somebody brings what it lacks', () => {
  const lacking = remote('a', { react: want('^18.0.0', []) })
  const pinned = resolveShared([lacking])
  expect([...pinned.rejected.keys()]).toEqual(['a'])
  const resolution = resolveShared([lacking, react('b', '^18.0.0', '18.3.1')], { pinned })
  expect(resolution.environments.get('a')!.get('react')!.provider).toBe('b')
})

test('two names with one base are one remote', () => {
  const one = react('a', '^18.0.0', '18.3.1')
  const resolution = resolveShared([one, { ...one, name: 'alias' }])
  expect(resolution.cost).toBe(10)
  expect(resolution.environments.get('alias')).toEqual(resolution.environments.get('a'))
})

test('stand-ins: the same build first, then whole copies of another build whose requirements are met', () => {
  const requires = (range: string) => ({ requires: { react: { requiredVersion: range, uses: { '.': '*' as const } } } })
  const store = (name: string, more: Partial<Copy>) =>
    remote(name, { store: want('^4.0.0', [copy('store', '4.0.0', more)]), react: want('^18.0.0', []) })
  const resolution = resolveShared([
    react('host', '^18.0.0', '18.3.1'),
    store('a', requires('^18.0.0')),
    store('b', { ...requires('^18.0.0'), build: 'b2' }),
    store('c', requires('^18.0.0')),
    store('d', { ...requires('^17.0.0'), build: 'b3' }),
  ])
  expect(resolution.standIns.get(urlOf('a', 'store', '4.0.0'))).toEqual([
    { provider: 'c', url: urlOf('c', 'store', '4.0.0') },
    { provider: 'b', url: urlOf('b', 'store', '4.0.0', 'b2'), files: { 'index.js': 'index.js' } },
  ])
})

test('a remote that is not built for the page is rejected, and its copies are not offered', () => {
  const esmOnly = remote('a', { react: want('^18.0.0', [copy('react', '18.3.1')]) }, { formats: ['esm'] })
  const resolution = resolveShared([esmOnly, remote('b', { react: want('^18.0.0', []) })])
  expect(resolution.rejected.get('a')).toEqual([{ kind: 'no-format', format: 'system', formats: ['esm'] }])
  expect(resolution.rejected.get('b')).toEqual([
    { kind: 'no-copy', package: 'react', requiredVersion: '^18.0.0', offers: [] },
  ])
})

test('work is bounded: each remote with a range, a pin and a singleton of its own', () => {
  const versions = Array.from({ length: 40 }, (_, i) => `1.${i}.0`)
  const remotes = versions.map((version, i) =>
    remote(`r${i}`, {
      core: want(i % 3 ? `^${version}` : version, [copy('core', version)]),
      kit: want(`>=1.${i % 7}.0 <1.${(i % 7) + 20}.0`, [
        copy('kit', version, { requires: { core: { requiredVersion: `>=1.${i % 5}.0`, uses: { '.': '*' } } } }),
      ]),
    }),
  )
  const { nodes, rejected, cost, lowerBound } = resolveShared(remotes)
  expect(nodes).toBeLessThan(30_000)
  expect(rejected.size).toBe(0)
  expect(lowerBound.cost).toBeLessThanOrEqual(cost)
})

test.each([
  ['FED-202', [remote('a', { react: want('^^', [copy('react', '18.3.1')]) })], {}],
  ['FED-201', [remote('a', { react: want('^1.0.0', [copy('react', 'new'), copy('react', 'newer')]) })], {}],
  [
    'FED-204',
    [react('a', '^18.0.0', '18.3.1'), { ...react('a', '^18.0.0', '18.3.1'), base: 'https://cdn.test/b/' }],
    {},
  ],
  ['FED-205', [react('a', '^18.0.0', '18.3.1')], { pinned: resolveShared([react('a', '^18.0.0', '18.2.0')]) }],
] as const)('%s', (code, remotes, options) => {
  expect(() => resolveShared(remotes, options)).toThrow(expect.objectContaining({ code }))
})

test('a singleton of which nobody has a version in range is had out of range, with a warning', () => {
  const lacking = remote('a', { react: want('^18.0.0', [], { singleton: true }) })
  const { environments, warned } = resolveShared([lacking, react('b', '^17.0.0', '17.0.2')])
  expect(environments.get('a')!.get('react')!.provider).toBe('b')
  expect(warned.get('a')).toEqual([
    {
      kind: 'out-of-range',
      package: 'react',
      version: '17.0.2',
      requiredVersion: '^18.0.0',
      why: 'singleton',
      remotes: [],
    },
  ])
})
