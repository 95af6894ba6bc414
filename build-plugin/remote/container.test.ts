import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, test } from 'vitest'
import { buildRemote, type RemoteBuildOptions } from '../testing/build-remote.js'
import { createProject } from '../testing/create-project.js'
import type { ShareScope } from './create-container.js'

interface Container {
  init(shareScope?: ShareScope): Promise<void>
  get(expose: string): Promise<() => Record<string, unknown>>
}

const { System } = createRequire(import.meta.url)('systemjs') as { System: { import(url: string): Promise<Container> } }

/** A remote whose `./A` tells which lib it got, and which lib the ui that it got has. */
async function buildContainer(
  options: Partial<RemoteBuildOptions> = {},
  source = `export { version as lib } from 'lib'; export { inner, version as ui } from 'ui'`,
  format: 'system' | 'esm' = 'system',
): Promise<Container> {
  const { folder } = await buildRemote({
    root: createProject({
      packageJson: { type: 'module', dependencies: { lib: '^1.2.0', ui: '^1.0.0' } },
      files: { 'a.js': source },
      packages: {
        lib: {
          'package.json': '{ "name": "lib", "version": "1.2.0", "type": "module" }',
          'index.js': `export const version = 'own'`,
        },
        ui: {
          'package.json':
            '{ "name": "ui", "version": "1.0.0", "type": "module", "peerDependencies": { "lib": "1.0.0 - 1.5.0" } }',
          'index.js': `export { version as inner } from 'lib'; export const version = 'own'`,
        },
      },
    }),
    exposes: { './A': './a.js' },
    shared: ['lib', 'ui'],
    ...options,
  })
  const { href } = pathToFileURL(join(folder, format, 'remoteEntry.js'))
  return format === 'system' ? System.import(href) : import(href)
}

/** A host's share scope, of modules that tell their version. */
const shareScope = (versions: Record<string, readonly string[]>): ShareScope =>
  Object.fromEntries(
    Object.entries(versions).map(([name, list]) => [
      name,
      Object.fromEntries(
        list.map(version => [version, { get: async () => () => ({ version, inner: `the ${name} of the host` }) }]),
      ),
    ]),
  )

const own = { lib: 'own', ui: 'own', inner: 'own' }
const rows: [title: string, host: Record<string, readonly string[]>, expected: Record<string, string>][] = [
  ['nothing', {}, own],
  ['a version in range', { lib: ['1.4.0'] }, { lib: '1.4.0', ui: 'own', inner: '1.4.0' }],
  [
    'several in range: the newest',
    { lib: ['1.3.0', '1.4.10', '1.4.9'] },
    { lib: '1.4.10', ui: 'own', inner: '1.4.10' },
  ],
  ['a version out of range', { lib: ['2.0.0'] }, own],
  ['an older version', { lib: ['1.1.9'] }, own],
  ['a prerelease, which no range names', { lib: ['1.5.0-rc.1'] }, own],
  ['a version that its own ui does not accept', { lib: ['1.6.0'] }, own],
  ['both', { lib: ['1.6.0'], ui: ['1.1.0'] }, { lib: '1.6.0', ui: '1.1.0', inner: 'the ui of the host' }],
  ['a ui without its lib', { ui: ['1.1.0'] }, own],
  ['a ui of its own version with a lib that it does not accept', { lib: ['1.6.0'], ui: ['1.0.0'] }, own],
]

test.each(rows)('takes what fits of %s', async (_, host, expected) => {
  const container = await buildContainer()
  await container.init(shareScope(host))
  const factory = await container.get('./A')
  expect({ ...factory() }).toEqual(expected)
})

test('asks of what only its own ui uses no more than that does', async () => {
  const container = await buildContainer({}, `export { inner, version as ui } from 'ui'`)
  await container.init(shareScope({ lib: ['1.1.0'] }))
  expect({ ...(await container.get('./A'))() }).toEqual({ ui: 'own', inner: '1.1.0' })
})

test('runs without init on an import map of the page, by the name without its dot too', async () => {
  const container = await buildContainer({ shared: [] })
  expect({ ...(await container.get('A'))() }).toEqual(own)
})

test.each(['system', 'esm'] as const)(
  'gives modules marked as ES ones, whose default export webpack would make the whole of else: %s',
  async format => {
    const container = await buildContainer({ shared: [] }, 'export let n = 1; export default () => n++', format)
    const module = (await container.get('./A'))() as { __esModule: unknown; n: number; default(): void }
    module.default()
    expect(module.__esModule).toBe(true)
    expect({ ...module }).toEqual({ n: 2, default: module.default })
    expect((await container.get('./A'))()).toBe(module)
  },
)

test('takes from the host what it does not carry, or says what is missing', async () => {
  const options = { shared: { lib: { import: false }, ui: {} } } as const
  const container = await buildContainer(options)
  await container.init(shareScope({ lib: ['1.4.0'] }))
  expect({ ...(await container.get('./A'))() }).toEqual({ lib: '1.4.0', ui: 'own', inner: '1.4.0' })

  const alone = await buildContainer(options)
  await alone.init({})
  await expect(alone.get('./A')).rejects.toMatchObject({ code: 'FED-432' })
})

test('takes nothing of a package that it shares in another scope than the default one', async () => {
  const container = await buildContainer({ shared: { lib: { shareScope: 'legacy' }, ui: {} } })
  await container.init(shareScope({ lib: ['1.4.0'], ui: ['1.0.0'] }))
  expect({ ...(await container.get('./A'))() }).toEqual(own)
})

test('has no module but its exposes', async () => {
  const container = await buildContainer()
  await container.init()
  for (const name of ['./B', 'toString', './remoteEntry.js']) {
    await expect(container.get(name)).rejects.toMatchObject({
      code: 'FED-431',
      message: expect.stringContaining('./A'),
    })
  }
})

test('is bound once', async () => {
  const container = await buildContainer()
  const scope = shareScope({ lib: ['1.4.0'] })
  await Promise.all([container.init(scope), container.init(scope)])
  await expect(container.init(shareScope({}))).rejects.toMatchObject({ code: 'FED-434' })
})

describe('a specifier that the host does not share', () => {
  /** A lib with a subpath, which `inner` tells on which lib it runs, and on which base. */
  const buildWithSubpath = (sub: string, index = '') =>
    buildContainer({
      root: createProject({
        packageJson: { type: 'module', dependencies: { lib: '^1.2.0', base: '^1.0.0' } },
        files: { 'a.js': `export { version as lib } from 'lib'; export { inner, base } from 'lib/sub'; import 'base'` },
        packages: {
          lib: {
            'package.json':
              '{ "name": "lib", "version": "1.2.0", "type": "module", "exports": { ".": "./index.js", "./sub": "./sub.js" }, "peerDependencies": { "base": "1.0.0" } }',
            'index.js': `export const version = 'own';${index}`,
            'sub.js': sub,
            'state.js': `export const state = {}`,
          },
          base: {
            'package.json': '{ "name": "base", "version": "1.0.0", "type": "module" }',
            'index.js': `export const version = 'own'`,
          },
        },
      }),
      shared: ['lib', 'base'],
    })
  const onLib = `export { version as inner } from 'lib'; export const base = ''`
  const onLibAndBase = `export { version as inner } from 'lib'; export { version as base } from 'base'`
  const withState = [`export { state } from './state.js'; ${onLib}`, `export { state } from './state.js'`] as const
  const ofHost = { lib: '1.4.0', inner: '1.4.0', base: '' }

  test.each([
    ['is supplied by its own copy', [onLib], { lib: ['1.4.0'], base: ['1.0.0'] }, ofHost],
    [
      'is, where what it runs on itself fits',
      [onLibAndBase],
      { lib: ['1.4.0'], base: ['1.0.0'] },
      { ...ofHost, base: '1.0.0' },
    ],
    [
      'is not, where that does not',
      [onLibAndBase],
      { lib: ['1.4.0'], base: ['1.1.0'] },
      { lib: 'own', inner: 'own', base: 'own' },
    ],
    [
      'is not, where it keeps state in common with another',
      withState,
      { lib: ['1.4.0'], base: ['1.0.0'] },
      { lib: 'own', inner: 'own', base: '' },
    ],
    [
      'is even then, where the versions are the same',
      withState,
      { lib: ['1.2.0'], base: ['1.0.0'] },
      { lib: '1.2.0', inner: '1.2.0', base: '' },
    ],
  ] as const)('%s', async (_, [sub, index], host, expected) => {
    const container = await buildWithSubpath(sub, index)
    await container.init(shareScope(host))
    expect({ ...(await container.get('./A'))() }).toEqual(expected)
  })
})

test('prefers the version that someone runs on, and marks what it takes as such', async () => {
  const host = shareScope({ lib: ['1.4.0', '1.3.0'] })
  const lib = host.lib as Record<string, { loaded?: unknown }>
  lib['1.3.0']!.loaded = 1
  const container = await buildContainer()
  await container.init(host)
  expect({ ...(await container.get('./A'))() }).toMatchObject({ lib: '1.3.0' })
  expect(lib['1.4.0']!.loaded).toBeUndefined()

  const fresh = shareScope({ lib: ['1.4.0'] })
  const other = await buildContainer()
  await other.init(fresh)
  await other.get('./A')
  expect(fresh.lib!['1.4.0']).toMatchObject({ loaded: 1 })
})

test('asks the host again, where it failed to load what it shares', async () => {
  const container = await buildContainer()
  let isDown = true
  const get = async () => {
    if (isDown) throw new Error('down')
    return () => ({ version: '1.4.0' })
  }
  await container.init({ lib: { '1.4.0': { get } } })
  await expect(container.get('./A')).rejects.toThrow('down')
  isDown = false
  expect({ ...(await container.get('./A'))() }).toMatchObject({ lib: '1.4.0' })
})
