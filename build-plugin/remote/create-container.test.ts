import semver from 'semver'
import { describe, expect, test } from 'vitest'
import type { ContainerData } from './container-data.js'
import { createContainer } from './create-container.js'
import { markEsModule } from './mark-es-module.js'
import { toComparators } from './to-container-data.js'

type Scopes = Readonly<Record<string, Readonly<Record<string, string>>>>

/** What a container that accepts a range of lib, and has a copy of its own, takes of these versions of its host's. */
async function take(range: string | false, versions: readonly string[], module: object = {}) {
  const bound = new Map<string, object>()
  let scopes: Scopes = {}
  const data: ContainerData = {
    name: 'cart',
    exposes: { './A': './a.js' },
    needs: { lib: { accepts: toComparators(range), specifiers: { lib: null }, carries: '0.0.0', requires: {} } },
    scopes: { './': { lib: './lib.js' } },
  }
  const system = {
    addImportMap(map: { scopes: Scopes }) {
      scopes = map.scopes
    },
    set: (url: string, namespace: object) => bound.set(url, namespace),
    import: async () => ({}),
  }
  const container = createContainer(
    data,
    'https://cart.test/system/remoteEntry.js',
    system,
    async () => {},
    markEsModule,
  )
  const offer = { get: async () => () => module }
  await container.init({ lib: Object.fromEntries(versions.map(version => [version, { ...offer }])) })
  await container.get('./A')
  const url = scopes['./']?.lib ?? ''
  return { version: /lib@(.+)$/.exec(url)?.[1], namespace: bound.get(url) }
}

const versions = [
  ...[
    '0.9.0',
    '1.0.0',
    '1.2.3-0',
    '1.2.3',
    '1.2.4',
    '1.4.0-beta.2',
    '1.4.0-beta.10',
    '1.4.0-rc',
    '1.4.0',
    '1.4.1-rc.1',
  ],
  ...['1.10.0', '2.0.0-0', '2.0.0', '2.5.0', '10.0.0'],
]

describe('as semver', () => {
  test.each([
    ...['1.2.3', '>1.2.3', '>=1.2.3 <2', '<1.4.0', '<=1.4.0', '^1.2.0', '~1.2', '1.0.0 - 1.3', '1.x || >=2.5.0', '*'],
    ...['>=1.4.0-beta.10', '^1.4.0-beta.3', '>1.2.3 <=1.4.0-rc', '1.4.1-rc.1'],
  ])('%s accepts the same versions', async range => {
    const taken = await Promise.all(versions.map(version => take(range, [version])))
    expect(taken.flatMap(({ version }) => version ?? [])).toEqual(
      versions.filter(version => semver.satisfies(version, range)),
    )
  })

  test('of two versions it takes the newer', async () => {
    for (const a of versions) {
      for (const b of versions) {
        expect((await take(false, [a, b])).version, `${a} and ${b}`).toBe(semver.gt(a, b) ? a : b)
      }
    }
  })
})

describe('what the host has', () => {
  test('is the default export too, where it is CommonJS', async () => {
    const module = { version: '1.0.0' }
    const { namespace } = await take('^1.0.0', ['1.0.0'], module)
    expect(namespace).toEqual({ version: '1.0.0', default: module, 'module.exports': module })
  })

  test.each([
    ['is a namespace', import('node:path')],
    ['was compiled from one', { __esModule: true, version: '1.0.0' }],
  ])('is as it is, where it %s', async (_, module) => {
    expect((await take('^1.0.0', ['1.0.0'], await module)).namespace).toBe(await module)
  })
})
