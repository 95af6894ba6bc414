import { describe, expect, test } from 'vitest'
import {
  type Copy,
  parseManifest,
  type Remote,
  resolveShared,
  resolveSpecifier,
  toImportMap,
  type Uses,
} from '../index.js'
import { shop } from './testing/shop.js'

const map = toImportMap(resolveShared(shop))
const cart = 'https://cdn.test/cart/1.4.2/system/'
const search = 'https://cdn.test/search/system/'
const catalog = 'https://assets.test/catalog/system/'
const react182 = `${cart}shared/react@18.2.0-b1/`
const dom182 = `${cart}shared/react-dom@18.2.0-b1/`
const react183 = `${catalog}shared/react@18.3.1-b1/`

describe('toImportMap: what a browser resolves with it', () => {
  const page = 'https://shop.test/'
  test.each([
    // specifier, parent, address
    ['cart/Widget', page, `${cart}Widget-1.js`],
    ['cart', page, `${cart}index-1.js`],
    ['catalog', page, `${catalog}remoteEntry.js`],
    ['react@18.2.0', page, `${react182}index.js`],
    ['react-dom@18.2.0/client', page, `${dom182}client.js`],
    ['react', `${cart}Widget-1.js`, `${react182}index.js`],
    ['react-dom/client', `${cart}Widget-1.js`, `${dom182}client.js`],
    ['react', `${dom182}chunk.js`, `${react182}index.js`],
    ['react-dom', `${dom182}client.js`, `${dom182}index.js`],
    ['catalog/Price', `${search}Box-1.js`, `${catalog}Price-1.js`],
    ['react', `${catalog}Price-1.js`, `${react183}index.js`],
    ['react', `${search}Box-1.js`, `${react183}index.js`],
  ])('%s from %s', (specifier, parent, address) => {
    expect(resolveSpecifier(map, specifier, parent)).toBe(address)
  })

  test.each([
    ['react', page],
    ['react-dom', `${catalog}Price-1.js`],
    ['react/jsx-runtime', `${cart}Widget-1.js`],
  ])('%s from %s is not mapped', (specifier, parent) => {
    expect(() => resolveSpecifier(map, specifier, parent)).toThrow(expect.objectContaining({ code: 'FED-303' }))
  })
})

test('integrity covers files of this format and of copies in use only', () => {
  expect(map.integrity).toEqual({
    [`${cart}Widget-1.js`]: 'sha384-WIDGET',
    [`${react182}index.js`]: 'sha384-REACT182',
    'https://cdn.test/cart/1.4.2/assets/Widget-1.css': 'sha384-CSS',
  })
})

test('the map is the same whatever the order of the remotes', () => {
  expect(JSON.stringify(toImportMap(resolveShared([...shop].reverse())))).toBe(JSON.stringify(map))
})

interface Sharing {
  readonly range: string
  readonly uses?: Uses
  readonly copies?: readonly ReturnType<typeof copyOf>[]
}

/** A remote without modules of its own. */
function remote(name: string, shared: Readonly<Record<string, Sharing>>): Remote {
  const base = `https://${name}.test/`
  const packages = Object.entries(shared).map(([name, { range, uses = { '.': ['a'] }, copies }]) => [
    name,
    { requiredVersion: range, uses, copies },
  ])
  const files = Object.values(shared).flatMap(({ copies = [] }) =>
    copies.flatMap(({ provides }) => Object.values(provides).map(({ file }) => file)),
  )
  const json = {
    formatVersion: 1,
    name,
    version: '1.0.0',
    shared: Object.fromEntries(packages),
    integrity: Object.fromEntries(files.map(file => [`system/${file}`, `sha384-${name}`])),
  }
  return { name, base, manifest: parseManifest(json, `${base}federation.json`) }
}

interface CopyParts {
  readonly subpath?: string
  readonly exports?: readonly string[] | undefined
  readonly requires?: Copy['requires']
}

function copyOf(name: string, version: string, build: string, parts: CopyParts = {}) {
  const { subpath = '.', exports, requires } = parts
  const file = `shared/${name}@${version}-${build}/index.js`
  return { version, build, size: 10, provides: { [subpath]: { file, exports } }, requires }
}

test.each([
  [undefined, '.', ['ui@1.0.0', 'ui@1.0.0+b1', 'ui@1.0.0+b1.c']],
  [undefined, './part', ['ui@1.0.0/part', 'ui@1.0.0+b1/part', 'ui@1.0.0+b1.c/part']],
  [['a'], '.', ['ui@1.0.0+shaken', 'ui@1.0.0+shaken.b1', 'ui@1.0.0+shaken.b1.c']],
])('copies of one version, with the exports %j of %j, have keys of their own', (exports, subpath, keys) => {
  const remotes = ['a', 'b', 'c'].map((name, i) => {
    const range = `${i + 16}.0.0`
    const requires = { react: { requiredVersion: range, uses: { '.': ['a'] } } }
    const ui = copyOf('ui', '1.0.0', 'b1', { subpath, exports, requires })
    return remote(name, {
      react: { range, copies: [copyOf('react', range, 'b1')] },
      ui: { range: '^1.0.0', uses: { [subpath]: ['a'] }, copies: [ui] },
    })
  })
  const { imports } = toImportMap(resolveShared(remotes))
  expect(keys.map(key => imports[key])).toEqual(remotes.map(({ base }) => `${base}system/shared/ui@1.0.0-b1/index.js`))
})

test('of the copies that one remote has of a package each is told by its version and its build', () => {
  const copies = [
    copyOf('lib', '1.0.0', 'b1', { exports: ['a'] }),
    copyOf('lib', '1.0.0', 'b2'),
    copyOf('lib', '2.0.0', 'b2'),
  ]
  const remotes = [
    remote('a', { lib: { range: '^1.0.0', copies } }),
    remote('b', { lib: { range: '^2.0.0' } }),
    remote('c', { lib: { range: '^1.0.0', uses: { '.': '*' } } }),
  ]
  const map = toImportMap(resolveShared(remotes))
  const seen = remotes.map(({ base }) => resolveSpecifier(map, 'lib', `${base}system/App.js`))
  const folders = ['lib@1.0.0-b2', 'lib@2.0.0-b2', 'lib@1.0.0-b2']
  expect(seen).toEqual(folders.map(folder => `https://a.test/system/shared/${folder}/index.js`))
})

test('integrity covers copies of another build that may take over, and no others that are not in use', () => {
  const remotes = [
    remote('a', { lib: { range: '^1.1.0', copies: [copyOf('lib', '1.1.0', 'b1')] } }),
    remote('b', { lib: { range: '^1.0.0', copies: [copyOf('lib', '1.1.0', 'b2')] } }),
    remote('c', { lib: { range: '^1.0.0', copies: [copyOf('lib', '1.0.0', 'b3')] } }),
  ]
  expect(toImportMap(resolveShared(remotes)).integrity).toEqual({
    'https://a.test/system/shared/lib@1.1.0-b1/index.js': 'sha384-a',
    'https://b.test/system/shared/lib@1.1.0-b2/index.js': 'sha384-b',
  })
})
