import { notationError } from './notation-error.js'
import { buildPattern, partialPattern, toVersion, type Version } from './parse-version.js'

/** The versions from one on, up to but not including another; `''` is below all, and `~` above. */
type Interval = readonly [from: Version, to: Version]

/** A range, parsed once to test many versions: the alternatives between `||`. */
export type Range = readonly Interval[]

/** An operator, and of a version what stands before it, major, minor, patch and prerelease. */
type Part = readonly [operator: string, prefix: string, ...(string | undefined)[]]

const builds = new RegExp(buildPattern, 'g')
// A number behind an x is refused, but under a tilde or a caret.
const partPattern = new RegExp(`^(?![^~^-]*[xX*]\\.\\d)(\\^|~>?|[<>]?=?)${partialPattern}$`)
const hyphenPattern = new RegExp(`^ ?${partialPattern} - ${partialPattern} ?$`)
const all: Interval = ['', '~']
const zero = toVersion([0, 0, 0])

/**
 * Reads a range as npm's `semver` does, without its option `includePrerelease`: comparators, hyphen ranges, x-ranges,
 * tildes and carets, in alternatives. All of them come down to intervals:
 *
 * A partial version is the interval from its floor (zeros for what is missing) to its ceiling (its last given component
 * plus one): `1.2` is from 1.2.0 up to but not including 1.3.0. An operator takes one end or both of it: `>1.2` begins at
 * the ceiling, `<=1.2` ends there. Tilde and caret are intervals too, with another component raised. The ceiling is
 * 1.3.0-0 where an interval ends there, below all prereleases of 1.3.0, since those belong to the next one. A full version is
 * the interval up to what comes right behind it.
 *
 * @returns undefined for what is none
 */
export function readRange(text: string): Range | undefined {
  const range = text.replace(/\s+/g, ' ').split('||').map(toInterval)
  if (!range.every(interval => interval !== undefined)) return undefined
  // What admits all is the whole range, even where another alternative names a prerelease.
  return range.some(interval => String(interval) === String(all)) ? [all] : range
}

/** `readRange` that throws FED-202 for what is none. */
export function parseRange(text: string): Range {
  const range = readRange(text)
  if (!range) throw notationError('range', text)
  return range
}

/** One alternative, its whitespace collapsed; undefined where it is none. */
function toInterval(alternative: string): Interval | undefined {
  let [from, to] = all
  for (const part of splitParts(alternative.trim().replace(builds, ''))) {
    const [lower, upper] = part ? partToInterval(part as unknown as Part) : []
    if (lower === undefined || upper === undefined) return undefined
    if (lower > from) from = lower
    if (upper < to) to = upper
  }
  return [from, to]
}

function splitParts(text: string): readonly (readonly (string | undefined)[] | undefined)[] {
  const ends = hyphenPattern.exec(text)
  // In front of a prerelease, semver ignores the prefix of the upper end.
  if (ends)
    return [
      ['>=', ...ends.slice(1, 6)],
      ['<=', ends[10] ? '' : ends[6], ...ends.slice(7)],
    ]

  // Split at spaces, but not between an operator and its version.
  const joined = text.replace(/(^=|[^v=]=|[<>]) (?![<>])/g, '$1').replace(/([~^])>? /g, '$1')
  return joined.split(' ').flatMap(part => (part ? [matchPart(part)?.slice(1)] : []))
}

function matchPart(part: string): RegExpExecArray | null {
  const match = partPattern.exec(part)
  if (match) return match
  // semver drops one stray star before or behind a full version: `1.2.3*` means `1.2.3`.
  const full = part.replace(/[<>]?=?\*/, '')
  return /^[^~^-]*\.\d+\.\d/.test(full) ? partPattern.exec(full) : null
}

/** Both ends; not both where it is none. */
function partToInterval([operator, prefix, ...partial]: Part): readonly (Version | undefined)[] {
  const components = partial.slice(0, 3).map(Number)
  const last = [...components, Number.NaN].findIndex(Number.isNaN) - 1
  if (last < 0) return operator === '<' || operator === '>' ? ['', ''] : all

  const isFull = last === 2
  const isOne = isFull && !/[~^]/.test(operator)
  const numbers = components.map((number, i) => (i > last ? 0 : number))
  const floor = toVersion(numbers, isFull ? partial[3] : undefined)
  if (!floor || (isOne && !/^v?$/.test(prefix))) return []

  const firstNonZero = numbers.findIndex((number, i) => number || i === last)
  const raised = operator === '^' ? firstNonZero : operator[0] === '~' ? Math.min(last, 1) : last
  const next = numbers.map((number, i) => (i > raised ? 0 : number + Number(i === raised)))
  const ceiling = (prerelease?: string) => (isOne ? `${floor} ` : toVersion(next, prerelease))

  let [from, to]: readonly (Version | undefined)[] = all
  // `>=0.0.0` is `*`, and so says nothing of 0.0.0's prereleases.
  if (operator === '>') from = ceiling()
  else if (operator[0] !== '<' && (floor !== zero || (isOne && operator !== '>='))) from = floor
  if (operator === '<') to = isOne ? floor : toVersion(numbers, '0')
  else if (operator[0] !== '>') to = ceiling('0')
  return [from, to]
}
