import { describe, expect, test } from 'vitest'
import { FederationError, parseImportMap, resolveSpecifier } from '../index.js'
import { pageUrl } from './testing/resolution-case.js'
import { resolutionCases } from './testing/resolution-cases.js'

describe.each(resolutionCases)('$name', ({ map: json, answers }) => {
  const map = parseImportMap(json, pageUrl)
  const rows = Object.entries(answers).flatMap(([parent, row]) =>
    Object.entries(row).map(([specifier, answer]) => [specifier, parent, answer] as const),
  )
  test.each(rows)('%j from %s → %s', (specifier, parent, answer) => {
    expect(resolve(specifier, parent)).toBe(answer)
  })

  function resolve(specifier: string, parent: string): string {
    try {
      return resolveSpecifier(map, specifier, parent)
    } catch (error) {
      if (error instanceof FederationError) return error.code
      throw error
    }
  }
})

describe('modules that have no path', () => {
  const map = parseImportMap({ imports: { a: '/a.js' }, scopes: { 'data:text/javascript,x': { a: '/b.js' } } }, pageUrl)

  test.each([
    ['a', 'data:text/javascript,1', 'http://shop.test/a.js'],
    ['a', 'data:text/javascript,x', 'http://shop.test/b.js'],
    ['a', 'about:blank', 'http://shop.test/a.js'],
    ['https://x.test/y', 'data:text/javascript,1', 'https://x.test/y'],
  ])('%j from %s → %s', (specifier, parent, url) => {
    expect(resolveSpecifier(map, specifier, parent)).toBe(url)
  })

  test('a relative specifier has nothing to be relative to', () => {
    expect(() => resolveSpecifier(map, './a', 'data:text/javascript,1')).toThrow(
      expect.objectContaining({ code: 'FED-303' }),
    )
  })
})

test('the error says who asked for what', () => {
  const map = parseImportMap({ imports: { 'a/': '/a/' } }, pageUrl)
  expect(() => resolveSpecifier(map, 'a/../b', pageUrl)).toThrow(
    expect.objectContaining({
      code: 'FED-305',
      message: expect.stringMatching(/"a\/\.\.\/b".*http:\/\/shop\.test\/app\/index\.html.*http:\/\/shop\.test\/a\//),
      where: { specifier: 'a/../b', url: pageUrl },
    }),
  )
})
