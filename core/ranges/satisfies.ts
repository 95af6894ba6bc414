import { compareParsed } from './compare-versions.js'
import { type Comparator, parseRange, type Range } from './parse-range.js'
import { parseVersion, type Version } from './parse-version.js'

/**
 * Whether a version lies in a range: the answer of npm's `semver`, prereleases included.
 *
 * @throws FED-201 for what is no version, FED-202 for what is no range
 */
export function satisfies(version: string, range: string): boolean {
  return satisfiesRange(parseVersion(version), parseRange(range))
}

/** `satisfies` for what is parsed already. */
export function satisfiesRange(version: Version, range: Range): boolean {
  return range.some(
    comparators => comparators.every(comparator => holds(version, comparator)) && admits(comparators, version),
  )
}

function holds(version: Version, { operator, version: bound }: Comparator): boolean {
  const order = compareParsed(version, bound)
  return order ? operator[0] === (order < 0 ? '<' : '>') : operator !== '<' && operator !== '>'
}

/** A prerelease is only for those who ask for one of the same release: `^1.2.3-rc.1` admits `1.2.3-rc.2`, not `1.3.0-rc.1`. */
function admits(comparators: readonly Comparator[], { release, prerelease }: Version): boolean {
  return (
    !prerelease.length ||
    comparators.some(
      ({ version }) => version.prerelease.length && version.release.every((number, i) => number === release[i]),
    )
  )
}
