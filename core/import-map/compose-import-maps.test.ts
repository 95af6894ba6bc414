import { describe, expect, test } from 'vitest'
import { composeImportMaps, parseImportMap } from '../index.js'

const parse = (json: unknown) => parseImportMap(json, 'https://shop.test/')

const base = parse({
  imports: { a: '/a-1.js', both: '/both.js', differs: '/1.js', blocked: null },
  scopes: { '/s/': { a: '/s-1.js', only1: '/o.js' }, '/only-1/': { x: '/x.js' } },
  integrity: { '/a-1.js': 'sha384-a' },
})
const next = parse({
  imports: { c: '/c.js', both: '/both.js', differs: '/2.js', blocked: '/open.js' },
  scopes: { '/s/': { a: '/s-2.js', only2: '/o.js' }, '/only-2/': { x: '/x.js' } },
  integrity: { '/a-1.js': 'sha384-b', '/c.js': 'sha384-c' },
  unknown: 1,
})

describe('composeImportMaps', () => {
  test.each<['keep' | 'replace', differs: string, blocked: string | null, scoped: string, integrity: string]>([
    ['keep', 'https://shop.test/1.js', null, 'https://shop.test/s-1.js', 'sha384-a'],
    ['replace', 'https://shop.test/2.js', 'https://shop.test/open.js', 'https://shop.test/s-2.js', 'sha384-b'],
  ])('%s', (onConflict, differs, blocked, scoped, integrity) => {
    const map = composeImportMaps(base, next, { onConflict })
    expect(map).toEqual({
      imports: {
        a: 'https://shop.test/a-1.js',
        c: 'https://shop.test/c.js',
        both: 'https://shop.test/both.js',
        differs,
        blocked,
      },
      scopes: {
        'https://shop.test/s/': { a: scoped, only1: 'https://shop.test/o.js', only2: 'https://shop.test/o.js' },
        'https://shop.test/only-1/': { x: 'https://shop.test/x.js' },
        'https://shop.test/only-2/': { x: 'https://shop.test/x.js' },
      },
      integrity: { 'https://shop.test/a-1.js': integrity, 'https://shop.test/c.js': 'sha384-c' },
      warnings: [expect.stringContaining('"blocked"'), expect.stringContaining('"unknown"')],
    })
    expect(Object.keys(map.imports)).toEqual(['differs', 'c', 'both', 'blocked', 'a'])
    expect(Object.keys(map.scopes)).toEqual(Object.keys(map.scopes).sort().reverse())
    expect('constructor' in map.imports || 'constructor' in map.scopes['https://shop.test/s/']!).toBe(false)
  })

  test.each([
    [{ imports: { a: '/1.js' } }, { imports: { a: '/2.js' } }, ['"a" in imports', '/1.js', '/2.js']],
    [{ imports: { a: '/1.js' } }, { imports: { a: null } }, ['"a" in imports', '/1.js', 'null']],
    [
      { scopes: { '/s/': { a: '/1.js' } } },
      { scopes: { '/s/': { a: '/2.js' } } },
      ['"a" in the scope https://shop.test/s/', '/1.js', '/2.js'],
    ],
    [{ integrity: { '/a': 'sha384-a' } }, { integrity: { '/a': 'sha384-b' } }, ['integrity', 'sha384-a', 'sha384-b']],
  ])('throw: %j against %j', (a, b, words) => {
    const compose = () => composeImportMaps(parse(a), parse(b), { onConflict: 'throw' })
    expect(compose).toThrow(expect.objectContaining({ code: 'FED-306' }))
    for (const word of words) expect(compose).toThrow(word)
  })

  test('throw accepts maps that agree, and different scopes', () => {
    const other = parse({ imports: { both: '/both.js', d: '/d.js' }, scopes: { '/t/': { a: '/t.js' } } })
    const map = composeImportMaps(base, other, { onConflict: 'throw' })
    expect(map).toEqual(composeImportMaps(base, other, { onConflict: 'keep' }))
  })

  test('the maps that it was given stay as they were', () => {
    const before = JSON.stringify([base, next])
    composeImportMaps(base, next, { onConflict: 'replace' })
    expect(JSON.stringify([base, next])).toBe(before)
  })
})
