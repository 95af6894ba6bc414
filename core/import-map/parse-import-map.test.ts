import { describe, expect, test } from 'vitest'
import { parseImportMap } from '../index.js'

const base = 'https://base.example/path1/path2/path3'

describe('what is no import map', () => {
  test.each<[json: unknown, code: string]>([
    [null, 'FED-301'],
    [undefined, 'FED-301'],
    [1, 'FED-301'],
    [true, 'FED-301'],
    ['{}', 'FED-301'],
    [[], 'FED-301'],
    [{ imports: null }, 'FED-302'],
    [{ imports: 1 }, 'FED-302'],
    [{ imports: 'a' }, 'FED-302'],
    [{ imports: [] }, 'FED-302'],
    [{ scopes: null }, 'FED-302'],
    [{ scopes: true }, 'FED-302'],
    [{ scopes: [] }, 'FED-302'],
    [{ scopes: { '/a/': null } }, 'FED-302'],
    [{ scopes: { '/a/': [] } }, 'FED-302'],
    [{ scopes: { '/a/': '/b' } }, 'FED-302'],
    [{ scopes: { 'http://[': 1 } }, 'FED-302'],
    [{ integrity: null }, 'FED-302'],
    [{ integrity: [] }, 'FED-302'],
    [{ integrity: 'sha384-a' }, 'FED-302'],
  ])('%j → %s', (json, code) => {
    expect(() => parseImportMap(json, base)).toThrow(expect.objectContaining({ code, where: { url: base } }))
  })
})

test.each([[{}], [{ imports: {} }], [{ imports: {}, scopes: {}, integrity: {} }], [{ scopes: { '/a/': {} } }]])(
  '%j has nothing to warn of',
  json => {
    const map = parseImportMap(json, base)
    expect(map).toMatchObject({ imports: {}, integrity: {}, warnings: [] })
  },
)

test('keys that nobody knows are left out with a warning; fedmap is known', () => {
  const map = parseImportMap({ imports: {}, fedmap: {}, 'new-feature': {}, import: {} }, base)
  expect(Object.keys(map).sort()).toEqual(['imports', 'integrity', 'scopes', 'warnings'])
  expect(map.warnings).toEqual([expect.stringContaining('"new-feature"'), expect.stringContaining('"import"')])
})

describe('addresses', () => {
  test.each<[address: unknown, url: string | null]>([
    ['./foo', 'https://base.example/path1/path2/foo'],
    ['../foo', 'https://base.example/path1/foo'],
    ['/foo', 'https://base.example/foo'],
    ['./', 'https://base.example/path1/path2/'],
    ['../', 'https://base.example/path1/'],
    ['/', 'https://base.example/'],
    ['././././foo', 'https://base.example/path1/path2/foo'],
    ['../../../../foo', 'https://base.example/foo'],
    ['./foo//bar', 'https://base.example/path1/path2/foo//bar'],
    ['//other.example/foo', 'https://other.example/foo'],
    ['/foo?a=b#c', 'https://base.example/foo?a=b#c'],
    ['./%2E%2E/foo', 'https://base.example/path1/foo'],
    ['./foo bar', 'https://base.example/path1/path2/foo%20bar'],
    ['about:good', 'about:good'],
    ['blob:good', 'blob:good'],
    ['data:good', 'data:good'],
    ['file:///good', 'file:///good'],
    ['filesystem:http://example.com/good/', 'filesystem:http://example.com/good/'],
    ['http://good/', 'http://good/'],
    ['https:good', 'https://good/'],
    ['https://ex%41mple.com/', 'https://example.com/'],
    ['https://example.com:443', 'https://example.com/'],
    ['ftp://good/', 'ftp://good/'],
    ['import:good', 'import:good'],
    ['javascript:good', 'javascript:good'],
    ['mailto:good', 'mailto:good'],
    ['wss:good', 'wss://good/'],
    ['', null],
    ['.', null],
    ['..', null],
    ['bar', null],
    ['\\bar', null],
    ['~bar', null],
    ['#bar', null],
    ['?bar', null],
    ['%2E/foo', null],
    ['.%2Ffoo', null],
    ['https://example.com:demo', null],
    ['http://[www.example.com]/', null],
    ['https:// /', null],
    [null, null],
    [1, null],
    [true, null],
    [{}, null],
    [[], null],
    [['/foo'], null],
  ])('%j → %j', (address, url) => {
    const map = parseImportMap({ imports: { a: address } }, base)
    expect(map.imports.a).toBe(url)
    expect(map.warnings).toHaveLength(url === null ? 1 : 0)
  })

  test.each<[key: string, address: string, normalized: string, url: string | null]>([
    ['trailer/', '/notrailer', 'trailer/', null],
    ['trailer/', '/trailer/', 'trailer/', 'https://base.example/trailer/'],
    ['trailer/', 'https://x.example', 'trailer/', 'https://x.example/'],
    ['trailer/', '/a?b/', 'trailer/', 'https://base.example/a?b/'],
    ['trailer/', '/a/?b', 'trailer/', null],
    ['/trailer/', './file', 'https://base.example/trailer/', null],
    // Only the key as it is written counts, not what it is normalised to.
    ['https://x.example', '/file', 'https://x.example/', 'https://base.example/file'],
    ['./..', '/file', 'https://base.example/path1/', 'https://base.example/file'],
  ])('a folder needs a folder: %j: %j', (key, address, normalized, url) => {
    const map = parseImportMap({ imports: { [key]: address } }, base)
    expect({ ...map.imports }).toEqual({ [normalized]: url })
    expect(map.warnings).toHaveLength(url === null ? 1 : 0)
  })
})

describe('specifier keys', () => {
  test.each<[key: string, normalized: string]>([
    ['./foo', 'https://base.example/path1/path2/foo'],
    ['../foo', 'https://base.example/path1/foo'],
    ['/foo', 'https://base.example/foo'],
    ['//x.example/foo', 'https://x.example/foo'],
    ['./', 'https://base.example/path1/path2/'],
    ['./foo/../bar', 'https://base.example/path1/path2/bar'],
    ['HTTPS://X.example:443/%41', 'https://x.example/%41'],
    ['about:good', 'about:good'],
    ['wss:good', 'wss://good/'],
    ['import:good', 'import:good'],
    ['foo', 'foo'],
    ['foo/', 'foo/'],
    ['.', '.'],
    ['..', '..'],
    ['@scope/name', '@scope/name'],
    ['%2E/foo', '%2E/foo'],
    ['\\foo', '\\foo'],
    ['https://x.example:demo', 'https://x.example:demo'],
    ['http://[www.example.com]/', 'http://[www.example.com]/'],
    ['constructor', 'constructor'],
    ['toString', 'toString'],
  ])('%j → %j', (key, normalized) => {
    const map = parseImportMap({ imports: { [key]: '/x/' }, scopes: { '/s/': { [key]: '/y/' } } }, base)
    expect({ ...map.imports }).toEqual({ [normalized]: 'https://base.example/x/' })
    expect({ ...map.scopes['https://base.example/s/'] }).toEqual({ [normalized]: 'https://base.example/y/' })
    expect(map.warnings).toEqual([])
  })

  test('an empty one is left out with a warning', () => {
    const map = parseImportMap({ imports: { '': '/x' } }, base)
    expect(Object.keys(map.imports)).toEqual([])
    expect(map.warnings).toHaveLength(1)
  })

  test('of two that mean the same the later one holds', () => {
    const { imports } = parseImportMap({ imports: { 'https://base.example/a': '/1', '/a': '/2' } }, base)
    expect({ ...imports }).toEqual({ 'https://base.example/a': 'https://base.example/2' })
  })
})

test.each<[prefix: string, scope: string | undefined]>([
  ['./foo', 'https://base.example/path1/path2/foo'],
  ['foo', 'https://base.example/path1/path2/foo'],
  ['foo/', 'https://base.example/path1/path2/foo/'],
  ['../', 'https://base.example/path1/'],
  ['/', 'https://base.example/'],
  ['//x.example/', 'https://x.example/'],
  ['.', 'https://base.example/path1/path2/'],
  ['', 'https://base.example/path1/path2/path3'],
  ['?q', 'https://base.example/path1/path2/path3?q'],
  ['#f', 'https://base.example/path1/path2/path3#f'],
  ['https://x.example', 'https://x.example/'],
  ['data:good', 'data:good'],
  ['javascript:good', 'javascript:good'],
  ['https://x.example:demo', undefined],
  ['http://[', undefined],
])('the scope %j → %j', (prefix, scope) => {
  const map = parseImportMap({ scopes: { [prefix]: { a: '/a' } } }, base)
  expect(Object.keys(map.scopes)).toEqual(scope === undefined ? [] : [scope])
  expect(map.warnings).toHaveLength(scope === undefined ? 1 : 0)
})

test('all records are in descending code-unit order, so that of two prefixes the longer comes first', () => {
  const keys = ['a', 'a/', 'a/b', 'A', 'ab', '😀', '\uffff', 'b', 'aa']
  const sorted = ['\uffff', '😀', 'b', 'ab', 'aa', 'a/b', 'a/', 'a', 'A']
  const entries = Object.fromEntries(keys.map(key => [key, '/x/']))
  const map = parseImportMap({ imports: entries, scopes: { '/': entries, '/a/b/': {}, '/b/': {}, '/a/': {} } }, base)
  expect(Object.keys(map.imports)).toEqual(sorted)
  expect(Object.keys(map.scopes).map(scope => new URL(scope).pathname)).toEqual(['/b/', '/a/b/', '/a/', '/'])
  expect(Object.keys(map.scopes['https://base.example/'] ?? {})).toEqual(sorted)
})

describe('integrity', () => {
  test.each<[key: string, value: unknown, parsed: Record<string, string>]>([
    ['/a.js', 'sha384-a', { 'https://base.example/a.js': 'sha384-a' }],
    ['./a.js', '', { 'https://base.example/path1/path2/a.js': '' }],
    ['https://x.example', 'sha384-a sha256-b', { 'https://x.example/': 'sha384-a sha256-b' }],
    ['bare', 'sha384-a', {}],
    ['', 'sha384-a', {}],
    ['/a.js', null, {}],
    ['/a.js', ['sha384-a'], {}],
  ])('%j: %j', (key, value, parsed) => {
    const map = parseImportMap({ integrity: { [key]: value } }, base)
    expect({ ...map.integrity }).toEqual(parsed)
    expect(map.warnings).toHaveLength(Object.keys(parsed).length ? 0 : 1)
  })
})

test('no key means anything but itself', () => {
  const json = JSON.parse(
    '{"imports":{"__proto__":"/a.js"},"scopes":{"/s/":{"__proto__":"/b.js"}},"__proto__":{"imports":[]}}',
  )
  const map = parseImportMap(json, base)
  expect(Object.keys(map.imports)).toEqual(['__proto__'])
  expect(map.imports.constructor).toBeUndefined()
  expect(JSON.stringify(map.scopes)).toBe('{"https://base.example/s/":{"__proto__":"https://base.example/b.js"}}')
})

test('a parsed map parses to itself, wherever it stands', () => {
  const json = {
    imports: { 'a/': '/a/', b: null },
    scopes: { '/s/': { 'a/': './a/' }, '/s': {} },
    integrity: { '/c': 'sha384-c' },
  }
  const { imports, scopes, integrity } = parseImportMap(json, base)
  const again = parseImportMap({ imports, scopes, integrity }, 'https://elsewhere.example/')
  expect(again).toEqual({ imports, scopes, integrity, warnings: [expect.stringContaining('"b"')] })
})

test('warnings name the entry', () => {
  const json = { imports: { a: 7, 'b/': '/b' }, scopes: { 'http://[': {} }, integrity: { c: 'x' } }
  expect(parseImportMap(json, base).warnings).toEqual([
    expect.stringContaining('"a"'),
    expect.stringContaining('"b/"'),
    expect.stringContaining('"http://["'),
    expect.stringContaining('"c"'),
  ])
})
