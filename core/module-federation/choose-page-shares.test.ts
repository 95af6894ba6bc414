import { expect, test } from 'vitest'
import { choosePageShares, parseImportMap, parseManifest, resolveShared, toImportMap } from '../index.js'

/** What a page runs on, in short: each copy as `react@18.2.0`, with the versions of other packages that it sees. */
interface Page {
  readonly copies: Readonly<Record<string, readonly string[]>>
  /** The copies that each remote sees. */
  readonly remotes: readonly (readonly string[])[]
}

/** The map that `toImportMap` makes of that. Each copy has a subpath `sub`. */
function mapOf({ copies, remotes }: Page) {
  const folder = (copy: string) => `https://cdn.test/system/shared/${copy}-b1/`
  const modules = (name: string, copy: string) => ({
    [name]: `${folder(copy)}index.js`,
    [`${name}/sub`]: `${folder(copy)}sub.js`,
  })
  const scope = (seen: readonly string[]) => Object.assign({}, ...seen.map(copy => modules(nameOf(copy), copy)))
  return parseImportMap(
    {
      imports: Object.assign({}, ...Object.keys(copies).map(copy => modules(copy, copy))),
      scopes: {
        ...Object.fromEntries(remotes.map((seen, i) => [`https://remote-${i}.test/system/`, scope(seen)])),
        ...Object.fromEntries(Object.entries(copies).map(([copy, seen]) => [folder(copy), scope([copy, ...seen])])),
      },
    },
    'https://page.test/',
  )
}

const nameOf = (copy: string) => copy.slice(0, copy.lastIndexOf('@'))

const react17 = { 'react@17.0.2': [], 'react-dom@17.0.2': ['react@17.0.2'] }
const react18 = { 'react@18.2.0': [], 'react-dom@18.2.0': ['react@18.2.0'] }
const react183 = { 'react@18.3.1': [], 'react-dom@18.3.1': ['react@18.3.1'] }
const mall: Page = {
  copies: { ...react17, ...react18, ...react183, '@ui/kit@2.0.0': ['react@18.2.0'], 'dayjs@1.11.0': [] },
  remotes: [
    Object.keys(react17),
    [...Object.keys(react18), '@ui/kit@2.0.0'],
    [...Object.keys(react183), 'dayjs@1.11.0'],
  ],
}

/** Shared by the remote: `name own range`. */
const rows: [title: string, shared: readonly string[], expected: Readonly<Record<string, string>>][] = [
  ['nothing of what the page does not have', ['vue 3.5.0 ^3.0.0'], {}],
  ['what is in range', ['react 17.0.1 ^17.0.1'], { react: '17.0.2' }],
  ['nothing out of range', ['react 19.1.0 ^19.0.0'], {}],
  ['the newest in range', ['react 18.0.0 ^17.0.0 || ^18.0.0'], { react: '18.3.1' }],
  ['any, where any will do', ['react 16.0.0 *'], { react: '18.3.1' }],
  ['a subpath', ['react/sub 18.0.0 ~18.2.0'], { 'react/sub': '18.2.0' }],
  [
    'two that go together',
    ['react 18.0.0 ^18.0.0', 'react-dom 18.0.0 ~18.2.0'],
    { react: '18.2.0', 'react-dom': '18.2.0' },
  ],
  [
    'as many as go together, and what is apart from them',
    ['react 18.0.0 >=17', 'react-dom 18.0.0 >=17', '@ui/kit 2.0.0 ^2.0.0', 'dayjs 1.0.0 ^1.0.0'],
    { react: '18.2.0', 'react-dom': '18.2.0', '@ui/kit': '2.0.0', dayjs: '1.11.0' },
  ],
  [
    'no kit that runs on a React that the remote has another one for',
    ['react 19.0.0 ^19.0.0', '@ui/kit 2.0.0 ^2.0.0'],
    {},
  ],
  [
    'a kit, where the remote does not share the React that it runs on',
    ['@ui/kit 2.0.0 ^2.0.0'],
    { '@ui/kit': '2.0.0' },
  ],
  ['no react under a react-dom of another version', ['react 18.3.0 ^18.0.0', 'react-dom 18.3.0 18.3.0'], {}],
  [
    'no kit either that runs on the react that is left out for that',
    ['@ui/kit 2.0.0 ^2.0.0', 'react 18.3.0 ^18.0.0', 'react-dom 18.3.0 18.3.0'],
    {},
  ],
  [
    'a react under a react-dom of the same version',
    ['react 18.3.1 ^18.0.0', 'react-dom/other 18.3.1 18.3.1'],
    { react: '18.3.1' },
  ],
  ['only what all uses of one package accept', ['react 18.2.0 ~18.2.0', 'react 18.3.1 ~18.3.0'], {}],
]

test.each(rows)('gives %s', (_title, shared, expected) => {
  const foreign = shared.map(text => {
    const [, name = '', version = '', requiredVersion = ''] = /^(\S+) (\S+) (.+)$/.exec(text) ?? []
    return { name, version, requiredVersion }
  })
  const shares = choosePageShares(foreign, mapOf(mall))
  expect(Object.fromEntries([...shares].map(([name, { version }]) => [name, version]))).toEqual(expected)
  for (const [name, { version, url }] of shares) expect(url).toContain(`/${name.replace('/sub', '')}@${version}-b1/`)
})

test('an entry that people wrote is no copy, whatever it is called', () => {
  const map = parseImportMap(
    { imports: { react: 'https://cdn.test/react.js', '@a/b@next': 'https://cdn.test/b.js' } },
    'https://page.test/',
  )
  expect(choosePageShares([{ name: 'react', version: '18.0.0', requiredVersion: false }], map).size).toBe(0)
})

/** The import map of a remote with a copy of `lib` that has these exports, all where none are named. */
function mapOfShared(exports?: readonly string[]) {
  const file = 'shared/lib@1.2.0-b1/index.js'
  const json = {
    formatVersion: 1,
    name: '@mall/cart',
    version: '1.0.0',
    formats: ['system'],
    exposes: { './Widget': { file: 'Widget.js', peers: [] } },
    modules: { 'Widget.js': { imports: ['lib'] }, [file]: {} },
    shared: {
      lib: {
        requiredVersion: '^1.0.0',
        uses: { '.': ['a'] },
        copies: [
          {
            version: '1.2.0',
            build: 'b1',
            size: 9,
            provides: { '.': { file, ...(exports && { exports }) } },
            requires: {},
          },
        ],
      },
    },
  }
  const base = 'https://cart.test/'
  return toImportMap(
    resolveShared([{ name: '@mall/cart', base, manifest: parseManifest(json, `${base}federation.json`) }]),
  )
}

test.each([
  ['a whole copy', undefined, ['lib']],
  ['no tree-shaken copy, which may lack what the remote uses', ['a'], []],
])('takes %s', (_, exports, expected) => {
  const foreign = [{ name: 'lib', version: '1.0.0', requiredVersion: '^1.0.0' }]
  const shares = choosePageShares(foreign as never, mapOfShared(exports))
  expect([...shares.keys()]).toEqual(expected)
})
