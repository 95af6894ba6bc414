import semver from 'semver'
import { expect, test } from 'vitest'
import { intersectRanges, readPublishedRange, readRange } from './read-range.js'

test.each([
  [['peerDependencies', 'dependencies', 'devDependencies'], 'peerDependencies', 'peerDependencies'],
  [['dependencies', 'optionalDependencies', 'devDependencies'], 'dependencies', 'dependencies'],
  [['optionalDependencies', 'devDependencies'], 'optionalDependencies', 'optionalDependencies'],
  [['devDependencies'], 'devDependencies', undefined],
  [[], undefined, undefined],
])('of %j the range is that of %s, and of %s for who installs the package', (kinds, own, published) => {
  const ranges = new Map(kinds.map((kind, index) => [kind, `^${index + 1}.0.0`]))
  const packageJson = Object.fromEntries([...ranges].map(([kind, range]) => [kind, { lib: range }]))
  expect(readRange(packageJson, 'lib')).toBe(own && ranges.get(own))
  expect(readPublishedRange(packageJson, 'lib')).toBe(published && ranges.get(published))
})

test.each([
  [[], '*'],
  [['^1.2.0'], '^1.2.0'],
  [['^1.2.0', '^1.2.0'], '^1.2.0'],
  [['*', '^1.2.0'], '^1.2.0'],
  [['>=16.8.0', '^16.8.0 || ^17.0.0'], '^16.8.0 || ^17.0.0'],
  [['^1 || ^2', '>=1.5'], '>=1.5.0 <2.0.0-0 || >=2.0.0 <3.0.0-0'],
  // What no version is in is left out.
  [['^17 || ^18 || ^19', '>=18.0.0 || >=19.0.0'], '>=18.0.0 <19.0.0-0 || >=19.0.0 <20.0.0-0'],
  [['^1.2.0 || ^1.4.0', '>=1.3.0'], '>=1.3.0 <2.0.0-0'],
  [['^1', '^2'], '>=2.0.0 <2.0.0-0'],
])('%j have in common %s', (ranges, expected) => {
  expect(intersectRanges(ranges)).toBe(expected)
})

const versions = ['1.0.0', '1.4.9', '1.5.0', '2.0.0-rc.1', '2.0.0', '2.9.9', '3.0.0', '4.1.0']
const ranges = ['*', '^1', '^1 || ^3', '>=1.5', '<3', '1.0.0 - 2.0.0', '~1.4', '2.x || >=4', '>=2 <4', '=2.0.0']

test('a version is in the intersection of two ranges where it is in both', () => {
  for (const left of ranges) {
    for (const right of ranges) {
      const both = intersectRanges([left, right])
      for (const version of versions) {
        const expected = semver.satisfies(version, left) && semver.satisfies(version, right)
        expect(semver.satisfies(version, both), `${version} in ${left} and ${right}: ${both}`).toBe(expected)
      }
    }
  }
})
