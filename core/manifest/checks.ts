import type { ErrorCode } from '../errors/error-table.js'
import { excerpt } from '../errors/excerpt.js'
import { isObject } from '../is-object.js'
import { readRange } from '../ranges/parse-range.js'

// What the parsers of manifests are made of: a check for each kind of field, and checks made of checks.

/** What is wrong with a manifest. */
export type Malformed = readonly [
  code: ErrorCode,
  /** The path of the field in the manifest, such as `shared.react.copies[0].version`. */
  field: string,
  found: unknown,
  /** A word that `expectationOf` explains, or what to say. */
  expected: string,
]

/** Throws. */
export type Fail = (...malformed: Malformed) => never

/** Gives back the value, with what it left out filled in; fails where it is not what the field must be. */
export type Check = (value: unknown, field: string, fail: Fail) => unknown

export const text = matching('text', /./s)
export const flag = satisfying('flag', value => typeof value === 'boolean')
const range = readable('range', readRange)
export const acceptedRange: Check = (value, field, fail) => (value === false ? value : range(value, field, fail))

export function matching(expected: string, pattern: RegExp): Check {
  return satisfying(expected, value => typeof value === 'string' && pattern.test(value))
}

export function satisfying(expected: string, isFine: (value: unknown) => boolean): Check {
  return (value, field, fail) => (isFine(value) ? value : fail('FED-103', field, value, expected))
}

/** For text in a notation that `read` knows, which gives undefined for what is not in it. */
export function readable(expected: string, read: (text: string) => unknown): Check {
  return (value, field, fail) => {
    if (typeof value !== 'string') return fail('FED-103', field, value, expected)
    return read(value) === undefined ? fail('FED-106', field, value, expected) : value
  }
}

export function optional(check: Check, fallback?: unknown): Check {
  return (value, field, fail) => {
    const given = value === undefined ? fallback : value
    return given === undefined ? given : check(given, field, fail)
  }
}

export function list(check: Check): Check {
  return (value, field, fail) =>
    Array.isArray(value)
      ? value.map((item, i) => check(item, at(field, i), fail))
      : fail('FED-103', field, value, 'array')
}

/** An object of known fields; others are kept as they are. */
export function fields(checks: Readonly<Record<string, Check>>): Check {
  return (value, field, fail) => {
    if (!isObject(value)) return fail('FED-103', field, value, 'object')
    const result = { ...value }
    for (const key in checks) {
      const checked = checks[key]!(result[key], at(field, key), fail)
      if (checked !== undefined) result[key] = checked
    }
    return result
  }
}

/** An object of any keys that pass `checkKey`. */
export function record(checkKey: Check, check: Check): Check {
  return (value, field, fail) => {
    if (!isObject(value)) return fail('FED-103', field, value, 'object')
    const result: Record<string, unknown> = Object.create(null)
    for (const key of Object.keys(value)) {
      checkKey(key, `a key of ${field}`, fail)
      result[key] = check(value[key], at(field, key), fail)
    }
    return result
  }
}

/** The path of what lies within a field: `shared.react.copies[0]`, `exposes["./Widget"]`. */
export function at(field: string, key: string | number): string {
  if (typeof key === 'string' && /^\w{1,50}$/.test(key)) return field ? `${field}.${key}` : key
  return `${field}[${excerpt(key)}]`
}
