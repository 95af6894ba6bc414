import { describe, expect, test } from 'vitest'
import { diffMaps, toChangeText } from './diff-maps.js'

describe('diffMaps', () => {
  test.each([
    ['the order of keys', { a: '1', b: '2' }, { b: '2', a: '1' }, []],
    ['an entry', { a: '1' }, { a: '2' }, ['a']],
    ['one more and one less', { a: '1' }, { b: '1' }, ['a', 'b']],
    ['null', { a: null }, {}, ['a']],
  ])('tells %s', (_case, from, to, names) => {
    expect(diffMaps({ imports: from }, { imports: to }).imports.map(({ name }) => name)).toEqual(names)
  })

  test('does not take what all objects have for an entry', () => {
    expect(diffMaps({}, { imports: { constructor: '1' } }).imports[0]?.from).toBeUndefined()
  })

  test('looks past the revision, and sees other settings', () => {
    const from = { fedmap: { revision: 1, host: 'a' } }
    expect(diffMaps(from, { fedmap: { revision: 2, host: 'a' } }).other).toEqual([])
    expect(diffMaps(from, { fedmap: { revision: 2, host: 'b' } }).other).toEqual([{ name: 'host', from: 'a', to: 'b' }])
  })

  test('survives what is no map', () => {
    expect(diffMaps({ imports: 'x', scopes: 7 }, {}).imports).toEqual([])
  })
})

test.each([
  ['https://cdn.example/cart/1.4.1/federation.json', 'https://cdn.example/cart/1.4.2/federation.json', '1.4.1 → 1.4.2'],
  ['https://a.example/x/federation.json', 'https://b.example/y/federation.json', 'a.example/x → b.example/y'],
  ['https://a.example/x.js', 'https://a.example/y.js', 'x.js → y.js'],
  ['https://a.example/1/1/f.json', 'https://a.example/1/f.json', '1/f.json → f.json'],
  ['a', 'a/b', 'a → a/b'],
  [undefined, 'https://a.example/x.js', 'added https://a.example/x.js'],
  ['https://a.example/x.js', undefined, 'removed'],
  [true, { b: 1 }, 'true → {"b":1}'],
])('%s to %s is told as %s', (from, to, text) => {
  expect(toChangeText({ name: 'x', from, to })).toBe(text)
})
