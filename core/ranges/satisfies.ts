import { compareParsed } from './compare-versions.js'
import { type Comparator, parseRange, type Range } from './parse-range.js'
import { parseVersion, released, type Version } from './parse-version.js'

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
  for (const comparators of range) if (satisfiesAll(version, comparators)) return true
  return false
}

function satisfiesAll(version: Version, comparators: readonly Comparator[]): boolean {
  // A prerelease is only for those who ask for one of the same release: `^1.2.3-rc.1` admits `1.2.3-rc.2`, not `1.3.0-rc.1`.
  let isAdmitted = version[3] === released
  for (const { operator, version: bound } of comparators) {
    const order = compareParsed(version, bound)
    if (order ? operator[0] !== (order < 0 ? '<' : '>') : operator === '<' || operator === '>') return false
    isAdmitted ||= bound[3] !== released && String(version.slice(0, 3)) === String(bound.slice(0, 3))
  }
  return isAdmitted
}
