import { parseRange, type Range } from './parse-range.js'
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
  // A prerelease is only for those who ask for one of the same release: `^1.2.3-rc.1` admits `1.2.3-rc.2`, not `1.3.0-rc.1`.
  // Where it lies between two versions, one of these must be a prerelease of that.
  const release = version.endsWith('~') ? '' : version.split(' ', 3).join(' ')
  return range.some(([from, to]) => from <= version && version < to && (from >= release || to < `${release} ~~`))
}
