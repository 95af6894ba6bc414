import { excerpt } from '../errors/excerpt.js'
import { FederationError } from '../errors/federation-error.js'
import { prereleasePattern, tryParseVersion, type Version } from './parse-version.js'

/** One bound: `>=1.2.3`. No operator means exactly this version. */
export interface Comparator {
  readonly operator: string
  readonly version: Version
}

/** A range, parsed once to test many versions: the alternatives between `||`, each of comparators that hold together. */
export type Range = readonly (readonly Comparator[])[]

/** A comparator before its version is parsed. */
type Bound = readonly [operator: string, version: string]

// A partial version: 1, 1.2, 1.2.x, v1.2.3-rc.1. Captures prefix, major, minor, patch, prerelease.
const component = '(0|[1-9]\\d*|[xX*])'
const partial = `([v= ]*)${component}(?:\\.${component}(?:\\.${component}${prereleasePattern})?)?`
const partPattern = new RegExp(`^(\\^|~>?|[<>]?=?)${partial}$`)
const hyphenPattern = new RegExp(`^ ?${partial} - ${partial} ?$`)

/**
 * Parses a range as npm's `semver` does, without its option `includePrerelease`: comparators, hyphen ranges, x-ranges,
 * tildes and carets, in alternatives. All of them come down to comparators with a full version:
 *
 * A partial version is the interval from its floor (zeros for what is missing) to its ceiling (its last given component
 * plus one): `1.2` is from 1.2.0 up to but not including 1.3.0. An operator takes one end or both of it: `>1.2` begins at
 * the ceiling, `<=1.2` ends there. Tilde and caret are intervals too, with another component raised. The ceiling is
 * `<1.3.0-0`, below all prereleases of 1.3.0, since those belong to the next interval.
 *
 * @throws FED-202
 */
export function parseRange(text: string): Range {
  const range = text.trim().replace(/\s+/g, ' ').split('||').map(toComparators)
  if (!range.every(comparators => comparators !== undefined)) {
    throw new FederationError('FED-202', `${excerpt(text)}. Give an npm range such as "^18.2.0" or ">=17 <19".`)
  }
  // An alternative without comparators is `*`. It is the whole range then, even where another one names a prerelease.
  return range.some(comparators => !comparators.length) ? [[]] : range
}

/** One alternative, its whitespace collapsed; undefined where it is none. */
function toComparators(alternative: string): readonly Comparator[] | undefined {
  const text = alternative.trim().replace(/\+[a-zA-Z\d-]+(\.[a-zA-Z\d-]+)*/g, '')
  const ends = hyphenPattern.exec(text)
  const comparators: Comparator[] = []
  for (const [operator, bound] of ends ? hyphenToBounds(ends) : splitParts(text).flatMap(partToBounds)) {
    const version = tryParseVersion(bound)
    if (!version) return undefined
    // `>=0.0.0` is `*`, and so says nothing of 0.0.0's prereleases.
    if (operator + bound !== '>=0.0.0') comparators.push({ operator, version })
  }
  return comparators
}

function hyphenToBounds(ends: readonly (string | undefined)[]): readonly Bound[] {
  // In front of a prerelease, semver ignores the prefix of the upper end.
  const upperPrefix = ends[10] ? '' : ends[6]
  return [...toBounds('>=', ends.slice(1, 6)), ...toBounds('<=', [upperPrefix, ...ends.slice(7)])]
}

/** Splits at spaces, but not between an operator and its version. */
function splitParts(text: string): readonly string[] {
  const joined = text.replace(/(^=|[^v=]=|[<>]) (?![<>])/g, '$1').replace(/([~^])>? /g, '$1')
  return joined.split(' ').filter(part => part)
}

function partToBounds(part: string): readonly Bound[] {
  const match = partPattern.exec(part)
  // semver drops one stray star: `1.2.3*` means `1.2.3`.
  if (!match) return [/^([<>]?=?)(.*)/.exec(part.replace(/[<>]?=?\*/, ''))!.slice(1) as [string, string]]
  const [operator, ...partial] = match.slice(1) as [string, ...string[]]
  // A number behind an x is refused, but under a tilde or a caret.
  const isOutOfOrder = !/[~^]/.test(operator) && /[xX*],\d/.test(String(partial.slice(1, 4)))
  return isOutOfOrder ? [['', part]] : toBounds(operator, partial)
}

function toBounds(operator: string, [prefix, ...partial]: readonly (string | undefined)[]): readonly Bound[] {
  const components = partial.slice(0, 3)
  const last = [...components.map(Number), Number.NaN].findIndex(Number.isNaN) - 1
  if (last < 0) return operator === '<' || operator === '>' ? [['<', '0.0.0-0']] : []

  const suffix = last === 2 && partial[3] ? `-${partial[3]}` : ''
  if (last === 2 && !/[~^]/.test(operator)) return [[operator, prefix + components.join('.') + suffix]]

  const numbers = components.map((component, i) => (i > last ? 0 : Number(component)))
  const firstNonZero = numbers.findIndex(number => number)
  let raised = operator[0] === '~' ? Math.min(last, 1) : last
  if (operator === '^' && firstNonZero >= 0) raised = firstNonZero
  const floor = numbers.join('.')
  const ceiling = numbers.map((number, i) => (i < raised ? number : i > raised ? 0 : number + 1)).join('.')
  const bounds: Bound[] = []
  if (operator[0] !== '<') bounds.push(['>=', operator === '>' ? ceiling : floor + suffix])
  if (operator[0] !== '>') bounds.push(['<', `${operator === '<' ? floor : ceiling}-0`])
  return bounds
}
