import { expect, test } from 'vitest'
import { parseTypes } from './parse-types.js'

const url = 'https://cdn.test/cart/types.json'
const withPath = (path: string) => ({ formatVersion: 1, files: { [path]: 'export {}' } })

test.each(['Widget.d.ts', 'forms/Input.d.ts', '.declarations/src/..odd/a b.d.mts', 'index.d.cts'])('takes %s', path => {
  expect(parseTypes(withPath(path), url)).toEqual(withPath(path))
})

test.each([
  '../Widget.d.ts',
  'a/../../Widget.d.ts',
  './Widget.d.ts',
  '/etc/Widget.d.ts',
  'a//b.d.ts',
  'C:/b.d.ts',
  '..\\b.d.ts',
  'a/b\0.d.ts',
  'Widget.ts',
  'package.json',
  '',
])('refuses the path %j', path => {
  expect(() => parseTypes(withPath(path), url)).toThrow(/^FED-108 .*a key of files .*\/cart\/types\.json\. Build/s)
})

test.each([
  [null, /the whole is null/],
  [[], /the whole is/],
  [{ formatVersion: 2, files: {} }, /formatVersion is 2, expected 1/],
  [{ formatVersion: 1 }, /files is undefined/],
  [{ formatVersion: 1, files: { 'a.d.ts': 1 } }, /files\["a\.d\.ts"\] is 1, expected a string/],
])('refuses %j', (json, message) => {
  expect(() => parseTypes(json, url)).toThrow(
    expect.objectContaining({ code: 'FED-108', message: expect.stringMatching(message), where: { url } }),
  )
})
