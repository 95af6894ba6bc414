import { parseVersion, type Version } from './parse-version.js'

/**
 * Orders two versions by precedence (semver.org, 11): negative where `a` is the older one, 0 where they differ in build
 * metadata at most.
 *
 * @throws FED-201 for what is no version
 */
export function compareVersions(a: string, b: string): number {
  return compareParsed(parseVersion(a), parseVersion(b))
}

/** `compareVersions` for versions that are parsed already. */
export function compareParsed(a: Version, b: Version): number {
  let i = 0
  while (i < a.length && a[i] === b[i]) i++
  return compareIdentifiers(a[i], b[i])
}

/** Fewer identifiers come first, then numbers by value, then words by code unit. */
function compareIdentifiers(a: string | number | undefined, b: string | number | undefined): number {
  if (a === b) return 0
  if (a === undefined) return -1
  if (b === undefined) return 1
  return typeof a === typeof b ? (a < b ? -1 : 1) : typeof a === 'number' ? -1 : 1
}
