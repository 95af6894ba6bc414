import { isObject } from '../is-object.js'
import { readRange } from '../ranges/parse-range.js'

// What the parsers of manifests are made of: a check for each kind of field, and checks made of checks.

/** The keys that lead to a field. Before them may stand what is meant of the field, such as `'a key of'`. */
export type Path = readonly (string | number)[]

/** What is wrong with a manifest: what the checks throw. */
export type Malformed = readonly [
  path: Path,
  found: unknown,
  /** A word that `expectationOf` explains, or what to say. */
  expected: string,
]

/** Gives back the value, with what it left out filled in; throws `Malformed` where it is not what the field must be. */
export type Check = (value: unknown, path: Path) => unknown

export function fail(...malformed: Malformed): never {
  throw malformed
}

export const text = matching('text', /^[ -\uffff]+$/)
export const flag = satisfying('flag', value => typeof value === 'boolean')
const range = readable('range', readRange)
export const acceptedRange: Check = (value, path) => (value === false ? value : range(value, path))

export function matching(expected: string, pattern: RegExp): Check {
  return satisfying(expected, value => typeof value === 'string' && pattern.test(value))
}

export function satisfying(expected: string, isFine: (value: unknown) => boolean): Check {
  return (value, path) => (isFine(value) ? value : fail(path, value, expected))
}

/** For text in a notation that `read` knows, which gives undefined for what is not in it. */
export function readable(expected: string, read: (text: string) => unknown): Check {
  return satisfying(expected, value => typeof value === 'string' && read(value) !== undefined)
}

export function optional(check: Check, fallback?: unknown): Check {
  return (value, path) => {
    const given = value === undefined ? fallback : value
    return given === undefined ? given : check(given, path)
  }
}

export function list(check: Check): Check {
  return (value, path) =>
    Array.isArray(value) ? value.map((item, i) => check(item, [...path, i])) : fail(path, value, 'array')
}

/** An object of known fields; others are kept as they are. */
export function fields(checks: Readonly<Record<string, Check>>): Check {
  return (value, path) => {
    if (!isObject(value)) return fail(path, value, 'object')
    const result = { ...value }
    for (const key in checks) {
      const checked = checks[key]!(result[key], [...path, key])
      if (checked !== undefined) result[key] = checked
    }
    return result
  }
}

/** An object of any keys that pass `checkKey`. */
export function record(checkKey: Check, check: Check): Check {
  return (value, path) => {
    if (!isObject(value)) return fail(path, value, 'object')
    const result: Record<string, unknown> = Object.create(null)
    for (const key of Object.keys(value)) {
      checkKey(key, ['a key of', ...path])
      result[key] = check(value[key], [...path, key])
    }
    return result
  }
}
