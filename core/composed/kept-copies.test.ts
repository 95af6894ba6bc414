import { expect, test } from 'vitest'
import type { Manifest, Remote, SharedPackage } from '../index.js'
import { resolveShared } from '../resolution/resolve-shared.js'
import { keptCopies, resolveKeeping, withoutOtherFiles } from './kept-copies.js'
import { toComposed } from './to-composed.js'

const nothing = { imports: {}, scopes: {}, integrity: {} }

/** A remote whose one shared package is lib, in this version and build. */
function remote(name: string, release: string, version: string, build: string): Remote {
  const file = `shared/@x/lib@${version}-${build}/index.js`
  const lib: SharedPackage = {
    requiredVersion: '^1.0.0',
    uses: { '.': '*' },
    singleton: false,
    strictVersion: false,
    shareScope: 'default',
    copies: [{ version, build, size: 100, provides: { '.': { file } }, requires: {} }],
  }
  const manifest: Manifest = {
    formatVersion: 1,
    name,
    version: release,
    formats: ['system', 'esm'],
    exposes: { './Widget': { file: 'Widget.js', peers: [] } },
    modules: { 'Widget.js': { imports: ['@x/lib'] }, [file]: {} },
    shared: { '@x/lib': lib },
    integrity: { [`system/${file}`]: `sha384-${build}`, 'system/Widget.js': `sha384-${release}` },
  }
  return { name, base: `https://cdn.test/${name}/${release}/`, manifest }
}

/** The same, of a package util. */
function asUtil({ manifest, ...remote }: Remote): Remote {
  return { ...remote, manifest: JSON.parse(JSON.stringify(manifest).replaceAll('@x/lib', '@x/util')) }
}

const before = resolveShared([remote('a', '1', '1.0.0', 'b1')])
const folder = (release: string, build = 'b1') => `https://cdn.test/a/${release}/system/shared/@x/lib@1.0.0-${build}/`

test('a copy of the same build is kept where it was, the new one being its stand-in', () => {
  const remotes = [remote('a', '2', '1.0.0', 'b1')]
  const resolution = resolveKeeping(remotes, keptCopies(remotes, before, 'system'), { prefer: before })
  expect([...resolution.environments.keys()]).toEqual(['a'])
  expect(resolution.environments.get('a')?.get('@x/lib')?.url).toBe(folder('1'))
  expect(resolution.standIns.get(folder('1'))).toEqual([{ provider: 'a', url: folder('2') }])

  const { map, closures } = toComposed(resolution, nothing)
  expect(Object.keys(map.imports)).toEqual(['@x/lib@1.0.0', 'a/Widget', 'a'].sort().reverse())
  expect(map.imports['@x/lib@1.0.0']).toBe(`${folder('1')}index.js`)
  expect(map.integrity[`${folder('1')}index.js`]).toBe('sha384-b1')
  expect(Object.keys(map.scopes).sort()).toEqual(['https://cdn.test/a/2/system/', folder('1')].sort())
  expect(closures['https://cdn.test/a/2/system/Widget.js']).toEqual([`${folder('1')}index.js`])
})

test('it can be pinned in the next resolution, as a page does whose remotes join late', () => {
  const remotes = [remote('a', '2', '1.0.0', 'b1')]
  const kept = resolveKeeping(remotes, keptCopies(remotes, before, 'system'), { prefer: before })
  const more = [...remotes, remote('b', '1', '1.5.0', 'b9')]
  const resolution = resolveKeeping(more, keptCopies(more, kept, 'system'), { pinned: kept })
  expect(resolution.environments.get('b')?.get('@x/lib')?.url).toBe(folder('1'))
})

test('all that one address had is kept, whoever offers it now, and needs nothing', () => {
  const one = remote('a', '1', '1.0.0', 'b1')
  const util = asUtil(remote('a', '1', '1.0.0', 'b1'))
  const both = {
    ...one,
    manifest: { ...one.manifest, shared: { ...one.manifest.shared, ...util.manifest.shared } },
  }
  const remotes = [remote('a', '2', '1.0.0', 'b1'), asUtil(remote('b', '1', '1.0.0', 'b1'))]
  const [kept, ...others] = keptCopies(remotes, resolveShared([both]), 'system')
  expect(others).toEqual([])
  expect(kept).toMatchObject({ base: one.base, manifest: { exposes: {} } })
  const { shared, modules, integrity } = kept!.manifest
  expect(Object.keys(shared).sort()).toEqual(['@x/lib', '@x/util'])
  for (const { requiredVersion, uses } of Object.values(shared)) expect([requiredVersion, uses]).toEqual([false, {}])
  const files = ['lib', 'util'].map(name => `shared/@x/${name}@1.0.0-b1/index.js`)
  for (const file of files) expect([modules[file], integrity[`system/${file}`]]).toEqual([{}, 'sha384-b1'])
})

test('only the files of what is kept have to be there, in the format of the page', () => {
  const [kept] = keptCopies([remote('a', '2', '1.0.0', 'b1')], before, 'system')
  const { formats, modules, integrity } = withoutOtherFiles(kept!, 'system').manifest
  const file = 'shared/@x/lib@1.0.0-b1/index.js'
  expect([formats, Object.keys(modules), Object.keys(integrity)]).toEqual([['system'], [file], [`system/${file}`]])
})

test.each([
  ['of another build', [remote('a', '2', '1.0.0', 'b2')], 'system'],
  ['of another version', [remote('a', '2', '1.1.0', 'b1')], 'system'],
  ['of a remote that is still there', [remote('a', '1', '1.0.0', 'b1')], 'system'],
  ['of another format', [remote('a', '2', '1.0.0', 'b1')], 'esm'],
] as const)('nothing is kept %s', (_case, remotes, format) => {
  expect(keptCopies(remotes, before, format)).toEqual([])
})
