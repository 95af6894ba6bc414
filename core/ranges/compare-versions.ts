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
  return a < b ? -1 : Number(a > b)
}
