import fc from 'fast-check'
import semver from 'semver'
import { describe, expect, test } from 'vitest'
import { compareVersions, FederationError, satisfies } from '../index.js'
import { parseRange } from './parse-range.js'
import { majorOf, parseVersion } from './parse-version.js'
import { brokenRangeText, rangeText, versionText } from './testing/range-grammar.js'

describe('satisfies', () => {
  test.each<[range: string, inside: string[], outside: string[]]>([
    ['1.2.3', ['1.2.3', '1.2.3+build', 'v1.2.3', ' 1.2.3 '], ['1.2.4', '1.2.3-rc.1']],
    ['=v1.2.3', ['1.2.3'], ['1.2.2']],
    ['1.2.3+build', ['1.2.3', '1.2.3+other'], ['1.2.4']],
    ['', ['0.0.0', '99.0.0'], ['1.0.0-rc.1']],
    ['*', ['0.0.0', '99.0.0'], ['1.0.0-rc.1']],
    ['x', ['3.2.1'], ['3.2.1-0']],
    ['1', ['1.0.0', '1.9.9'], ['2.0.0', '0.9.9', '2.0.0-0']],
    ['1.x', ['1.0.0', '1.9.9'], ['2.0.0']],
    ['1.2.X', ['1.2.0', '1.2.9'], ['1.3.0', '1.2.0-rc.1']],
    ['1.2.*', ['1.2.9'], ['1.3.0']],
    ['>1.2.3', ['1.2.4', '2.0.0'], ['1.2.3', '1.2.4-rc.1']],
    ['> 1.2.3', ['1.2.4'], ['1.2.3']],
    ['>=1.2.3', ['1.2.3'], ['1.2.2', '1.2.3-rc.1']],
    ['<1.2.3', ['1.2.2', '0.0.0'], ['1.2.3', '1.2.3-rc.1']],
    ['<=1.2.3', ['1.2.3'], ['1.2.4']],
    ['>1.2', ['1.3.0'], ['1.2.9', '1.2.0']],
    ['>1', ['2.0.0'], ['1.9.9']],
    ['>=1.2', ['1.2.0'], ['1.1.9']],
    ['<1.2', ['1.1.9'], ['1.2.0']],
    ['<=1.2', ['1.2.9'], ['1.3.0']],
    ['<=1', ['1.9.9'], ['2.0.0']],
    ['>*', [], ['0.0.0', '99.0.0']],
    ['<x', [], ['0.0.0', '0.0.0-0']],
    ['>=*', ['0.0.0'], []],
    ['>=17 <19', ['17.0.2', '18.3.1'], ['19.0.0', '16.14.0']],
    ['>=1.2.7 <1.3.0 || 2', ['1.2.8', '2.5.0'], ['1.3.0', '3.0.0']],
    ['^1.2.3', ['1.2.3', '1.9.9'], ['2.0.0', '1.2.2', '2.0.0-0']],
    ['^0.2.3', ['0.2.3', '0.2.9'], ['0.3.0', '0.2.2']],
    ['^0.0.3', ['0.0.3'], ['0.0.4', '0.0.2']],
    ['^1.2.x', ['1.2.0', '1.9.0'], ['2.0.0', '1.1.9']],
    ['^0.0.x', ['0.0.0', '0.0.9'], ['0.1.0']],
    ['^0.0', ['0.0.9'], ['0.1.0']],
    ['^1.x', ['1.0.0', '1.9.9'], ['2.0.0']],
    ['^0.x', ['0.0.0', '0.9.9'], ['1.0.0']],
    ['^0.0.0', ['0.0.0'], ['0.0.1']],
    ['^ 1.2.3', ['1.9.9'], ['2.0.0']],
    ['~1.2.3', ['1.2.3', '1.2.9'], ['1.3.0', '1.2.2']],
    ['~1.2', ['1.2.0', '1.2.9'], ['1.3.0']],
    ['~1', ['1.0.0', '1.9.9'], ['2.0.0']],
    ['~0.2.3', ['0.2.9'], ['0.3.0']],
    ['~> 1.2.3', ['1.2.9'], ['1.3.0']],
    ['1.2.3 - 2.3.4', ['1.2.3', '2.3.4'], ['2.3.5', '1.2.2']],
    ['1.2 - 2.3.4', ['1.2.0'], ['1.1.9']],
    ['1.2.3 - 2.3', ['2.3.9'], ['2.4.0']],
    ['1.2.3 - 2', ['2.9.9'], ['3.0.0']],
    ['* - 2', ['0.0.0', '2.9.9'], ['3.0.0']],
    ['1.2.3-rc.1', ['1.2.3-rc.1'], ['1.2.3-rc.2', '1.2.3']],
    ['^1.2.3-beta.2', ['1.2.3-beta.2', '1.2.3-beta.10', '1.2.3', '1.9.0'], ['1.2.3-beta.1', '1.2.4-beta.2', '2.0.0-0']],
    ['~1.2.3-beta.2', ['1.2.3-beta.4', '1.2.9'], ['1.2.4-beta.2', '1.3.0']],
    ['^0.0.1-beta', ['0.0.1-beta', '0.0.1'], ['0.0.2', '0.0.1-alpha']],
    ['>1.2.3-alpha.3', ['1.2.3-alpha.7', '3.4.5'], ['3.4.5-alpha.9', '1.2.3-alpha.3']],
    ['>=19.0.0-rc <19.0.0', ['19.0.0-rc', '19.0.0-rc.1'], ['19.0.0', '18.9.9']],
    ['1.0.0 || 2.0.0-rc.1', ['1.0.0', '2.0.0-rc.1'], ['2.0.0']],
    ['* || 2.0.0-rc.1', ['1.0.0', '2.0.0'], ['2.0.0-rc.1']],
    ['>=0.0.0 <0.0.0-beta', ['0.0.0-alpha'], ['0.0.0']],
  ])('%j', (range, inside, outside) => {
    expect(inside.filter(version => !satisfies(version, range))).toEqual([])
    expect(outside.filter(version => satisfies(version, range))).toEqual([])
  })

  const noVersions = [
    '',
    '1',
    '1.2',
    '1.2.3.4',
    'a.b.c',
    '01.2.3',
    '1.2.3-01',
    '1.2.3-',
    '1.2.3+',
    '=1.2.3',
    'vv1.2.3',
    'V1.2.3',
  ]
  test.each([...noVersions, '1.2.9007199254740992', `1.2.3-${'a'.repeat(256)}`, 'latest', '__proto__'])(
    '%j is no version',
    version => {
      expect(semver.valid(version)).toBeNull()
      expect(() => satisfies(version, '*')).toThrow(expect.objectContaining({ code: 'FED-201' }))
    },
  )

  const noRanges = [
    'latest',
    '1.2.3.4',
    '>',
    '^',
    '1.x.3',
    '>>1',
    '^>1',
    '1.2.3 -',
    '1 - 2 - 3',
    '>=01.0.0',
    '1.2.3-01',
    '1,2',
  ]
  test.each([...noRanges, '^9007199254740991', '1 | 2', '!1', 'workspace:*', 'npm:react@18', '__proto__'])(
    '%j is no range',
    range => {
      expect(semver.validRange(range)).toBeNull()
      expect(() => satisfies('1.2.3', range)).toThrow(expect.objectContaining({ code: 'FED-202' }))
    },
  )

  test('a message shows the start of what is long', () => {
    expect(() => parseRange('9.'.repeat(1e6))).toThrow(/FED-202 .{1,300}$/)
  })
})

test('compareVersions orders numbers of any length as semver does', () => {
  const numbers = ['7', '1'.repeat(35), '1'.repeat(36), '2'.repeat(36), '9'.repeat(35), '9'.repeat(200)]
  const versions = [...numbers, '9007199254740992', 'a'].map(word => `1.0.0-${word}`)
  for (const a of versions) for (const b of versions) expect(compareVersions(a, b)).toBe(semver.compare(a, b))
})

test('compareVersions orders as semver.org does', () => {
  const ascending = [
    ...[
      '0.0.0-0',
      '0.0.0',
      '0.9.0',
      '0.10.0',
      '1.0.0-1',
      '1.0.0-alpha',
      '1.0.0-alpha.1',
      '1.0.0-alpha.beta',
      '1.0.0-beta',
    ],
    ...['1.0.0-beta.2', '1.0.0-beta.11', '1.0.0-rc.1', '1.0.0', '1.0.1-0', '2.0.0'],
  ]
  expect([...ascending].reverse().sort(compareVersions)).toEqual(ascending)
  expect(compareVersions('1.0.0+a', '1.0.0+b')).toBe(0)
})

describe('as semver', () => {
  // A failing run prints its seed and path: pass both to fc.assert to run it again.
  test('compares versions, and refuses the same ones', () => {
    fc.assert(
      fc.property(versionText, versionText, (a, b) => {
        const answer = refusal(() => Math.sign(compareVersions(a, b)))
        expect(answer).toBe(semver.valid(a) && semver.valid(b) ? semver.compare(a, b) : 'FED-201')
      }),
      { numRuns: 5000 },
    )
  })

  test.each([
    ['ranges of the grammar', rangeText, 20_000],
    ['pieces of it in any order', brokenRangeText, 20_000],
  ])('satisfies, over %s', (_, texts, numRuns) => {
    fc.assert(
      fc.property(texts, versionText, (range, version) => {
        const answer = refusal(() => satisfies(version, range))
        const oracle = () => (semver.validRange(range) === null ? 'FED-202' : semver.satisfies(version, range))
        expect(answer).toBe(semver.valid(version) ? oracle() : 'FED-201')
      }),
      { numRuns },
    )
  })

  test('parses what it is given once: parsed forms give the same answers', () => {
    expect(parseVersion('v1.2.3-rc.1+build')).toBe(parseVersion('1.2.3-rc.1'))
    expect(majorOf(parseVersion('18.2.0'))).toBe(majorOf(parseVersion('18.3.1-rc')))
    expect(parseRange('^1.2.3 || 3')).toHaveLength(2)
    expect(parseRange('1 || *')).toEqual(parseRange('*'))
  })
})

/** The answer, or the code of the error. */
function refusal<T>(ask: () => T): T | string {
  try {
    return ask()
  } catch (error) {
    if (error instanceof FederationError) return error.code
    throw error
  }
}
