import { notationError } from './notation-error.js'

/**
 * A version, parsed once to be compared many times: a text, and the order of two texts by code unit is that of the versions.
 * It is a list of words with spaces between them, which come before all that is in a word: major, minor and patch, then what
 * follows the hyphen, or `~`. Before a number stands how many digits it has, and a hundred, so that numbers order by value;
 * before other words a tilde, so that they come after numbers. `1.0.0-rc.12` is `1011 1010 1010 ~rc 10212`, and `1.0.0`, which
 * is above it, `1011 1010 1010 ~~`. Build metadata is left out, since it orders nothing. npm rounds numbers above 2^53 before
 * it compares them; here they are not.
 */
export type Version = string

const number = '([1-9]\\d*|[0xX*])'
const identifier = '(?:\\d*[a-zA-Z-][a-zA-Z\\d-]*|[1-9]\\d*|0)'
/**
 * The pattern of a version or the start of one, of at most 256 characters: 1, 1.2, 1.2.x, v1.2.3-rc.1. Captures what stands
 * before it, major, minor, patch and prerelease.
 */
export const partialPattern = `(?!\\S{257})([v= ]*)${number}(?:\\.${number}(?:\\.${number}(?:-(${identifier}(?:\\.${identifier})*))?)?)?`
export const buildPattern = '(?:\\+[a-zA-Z\\d-]+(?:\\.[a-zA-Z\\d-]+)*)'
const pattern = new RegExp(`^(?![v= ]{2}|=)${partialPattern}${buildPattern}?$`)

/**
 * Reads a version as npm's `semver` does: `1.2.3`, `v1.2.3-rc.2+build`, with at most 256 characters and numbers that are
 * safe integers. Undefined for what is none.
 */
export function readVersion(text: string): Version | undefined {
  const match = pattern.exec(text.trim())
  return match ? toVersion(match.slice(2, 5).map(Number), match[5]) : undefined
}

/** `readVersion` that throws FED-201 for what is none. */
export function parseVersion(text: string): Version {
  const version = readVersion(text)
  if (version === undefined) throw notationError('version', text)
  return version
}

/** The version of these numbers and what follows the hyphen; undefined where a number is not a safe integer. */
export function toVersion(numbers: readonly number[], prerelease = '~'): Version | undefined {
  if (!numbers.every(Number.isSafeInteger)) return undefined
  const words = [...numbers.map(String), ...prerelease.split('.')]
  return words.map(word => (/\D/.test(word) ? '~' : 100 + word.length) + word).join(' ')
}

/** What versions of one major version have in common. */
export function majorOf(version: Version): string {
  return version.slice(0, version.indexOf(' '))
}
