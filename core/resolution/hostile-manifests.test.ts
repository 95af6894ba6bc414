import { expect, test } from 'vitest'
import { type Manifest, parseManifest, type Remote, resolveShared } from '../index.js'

// Manifests that cost little to send and would cost much to resolve. Nobody else on the page may notice.

interface Package {
  readonly versions?: readonly string[]
  readonly requires?: readonly string[]
  readonly isUsed?: boolean
}

const all = { requiredVersion: false, uses: { '.': '*' } } as const

function remoteOf(name: string, packages: Readonly<Record<string, Package>>): Remote {
  const shared = Object.entries(packages).map(([name, { versions = ['1.0.0'], requires = [], isUsed }]) => {
    const copies = versions.map(version => ({
      version,
      build: 'b1',
      size: 1,
      provides: { '.': { file: `shared/${name}@${version}-b1/index.js` } },
      requires: Object.fromEntries(requires.map(required => [required, all])),
    }))
    return [name, { ...all, ...(isUsed ? {} : { uses: {} }), copies }]
  })
  const json = { formatVersion: 1, name, version: '1.0.0', shared: Object.fromEntries(shared) }
  return { name, base: `https://${name}.test/`, manifest: parseManifest(json, `https://${name}.test/federation.json`) }
}

const versions = ['1.0.0', '2.0.0']
const good = remoteOf('good', { react: { isUsed: true } })

test('dead ends count as work: two to the power of the packages are not walked', () => {
  const names = Array.from({ length: 18 }, (_, i) => `p${String(i).padStart(2, '0')}`)
  const evil = remoteOf('evil', {
    ...Object.fromEntries(names.map(name => [name, { versions }])),
    ...Object.fromEntries(names.map(name => [`needs-${name}`, { requires: [name], isUsed: true }])),
    z: { requires: [...names, 'missing'] },
    zz: { requires: ['z'], isUsed: true },
  })
  const resolution = resolveShared([evil, good])
  expect([...resolution.environments.keys()]).toContain('good')
  expect(resolution.optimal).toBe(false)
})

test('causes are found in a net of requirements as fast as they are read', () => {
  const names = Array.from({ length: 60 }, (_, i) => `p${String(i).padStart(2, '0')}`)
  const evil = remoteOf(
    'evil',
    Object.fromEntries(names.map((name, i) => [name, { versions, requires: [names[i + 1] ?? 'missing'], isUsed: !i }])),
  )
  const { rejected } = resolveShared([evil, good])
  expect(rejected.get('evil')).toMatchObject([{ kind: 'no-copy', package: 'p00', offers: [{ lacks: 'requires' }, {}] }])
  expect(rejected.has('good')).toBe(false)
})

test('what is nested deeper than a stack goes harms nobody', () => {
  const deep = () => JSON.parse('['.repeat(9000) + ']'.repeat(9000))
  const { manifest, ...evil } = remoteOf('evil', { react: { versions: ['1.0.0'], isUsed: true } })
  const { react } = manifest.shared
  const [copy] = react!.copies
  const copies = [1, 2].map(size => ({ ...copy!, size, provides: { '.': { ...copy!.provides['.']!, note: deep() } } }))
  const bad = { ...manifest, shared: { react: { ...react!, copies } } } as Manifest
  expect([...resolveShared([{ ...evil, manifest: bad }, good]).environments.keys()].sort()).toEqual(['evil', 'good'])
})
