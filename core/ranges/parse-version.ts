import { excerpt } from '../errors/excerpt.js'
import { FederationError } from '../errors/federation-error.js'

/**
 * A version, parsed once to be compared many times, item by item: major, minor and patch; then what follows the hyphen, or
 * `released`. `1.0.0-rc.2` is `[1, 0, 0, 'rc', 2]`. Build metadata is left out, since it orders nothing.
 */
export type Version = readonly (string | number)[]

/** Above all identifiers of prereleases, as a release is above all of its prereleases. */
export const released = '~'

const number = '(0|[1-9]\\d*)'
const identifier = '(?:\\d*[a-zA-Z-][a-zA-Z\\d-]*|0|[1-9]\\d*)'
/** The pattern of `-rc.2`, which may be absent; captures what follows the hyphen. */
export const prereleasePattern = `(?:-(${identifier}(?:\\.${identifier})*))?`
const pattern = new RegExp(
  `^v?${number}\\.${number}\\.${number}${prereleasePattern}(?:\\+[a-zA-Z\\d-]+(?:\\.[a-zA-Z\\d-]+)*)?$`,
)

/**
 * Parses a version as npm's `semver` does: `1.2.3`, `v1.2.3-rc.2+build`, with at most 256 characters and numbers that are
 * safe integers.
 *
 * @throws FED-201
 */
export function parseVersion(text: string): Version {
  const version = tryParseVersion(text)
  if (!version) throw new FederationError('FED-201', `${excerpt(text)}. Give a version such as "18.2.0".`)
  return version
}

/** `parseVersion` for those who have an error of their own: undefined for what is no version. */
export function tryParseVersion(text: string): Version | undefined {
  const match = text.length > 256 ? null : pattern.exec(text.trim())
  const release = match?.slice(1, 4).map(Number)
  return release?.every(Number.isSafeInteger)
    ? [...release, ...(match![4] ?? released).split('.').map(part => (/^\d+$/.test(part) ? +part : part))]
    : undefined
}
