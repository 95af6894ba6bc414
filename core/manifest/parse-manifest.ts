import type { ErrorCode } from '../errors/error-table.js'
import { excerpt } from '../errors/excerpt.js'
import { FederationError } from '../errors/federation-error.js'
import { parseRange } from '../ranges/parse-range.js'
import { parseVersion } from '../ranges/parse-version.js'
import { copyFolder } from './copy-folder.js'
import { isObject } from './is-object.js'
import type { Manifest } from './manifest.js'

/**
 * Reads federation.json: checks every field that fedmap knows and fills in what may be left out. Unknown keys are kept.
 * The records of the result (`modules`, `shared`, …) have no prototype, so that no key of them means anything but itself.
 *
 * A file that `modules` does not list is a module that imports nothing.
 *
 * @param json the parsed file
 * @param url the file's URL, for messages
 * @throws FED-101 where it is no object, FED-102 where it is of a later format, FED-103 for a malformed field, FED-104 for a
 *   path that leads out of its folder, FED-105 for a copy's file outside of the copy's folder, FED-106 for what is no
 *   version or no range
 */
export function parseManifest(json: unknown, url: string): Manifest {
  const fail: Fail = (code, field, found, expected, cause) => {
    const name = isObject(json) && typeof json.name === 'string' ? ` of ${excerpt(json.name)}` : ''
    const remedy =
      code === 'FED-102' ? 'Update fedmap on this page.' : 'Correct it, or build the remote anew with fedmap.'
    const detail = `${field} is ${excerpt(found)}, expected ${expected}, in the manifest${name} at ${url}. ${remedy}`
    throw new FederationError(code, detail, { url }, cause)
  }
  if (!isObject(json)) fail('FED-101', 'it', json, 'an object')
  const manifest = manifestFields(json, '', fail) as Manifest
  checkCopyFolders(manifest, fail)
  return manifest
}

/** Throws. `field` is the path of the field in the manifest, such as `shared.react.copies[0].version`. */
type Fail = (code: ErrorCode, field: string, found: unknown, expected: string, cause?: unknown) => never

/** Gives back the value, with what it left out filled in; fails where it is not what the field must be. */
type Check = (value: unknown, field: string, fail: Fail) => unknown

const text = matching('a non-empty string', /./s)
const hash = matching('a hash of letters and digits', /^[\w-]+$/)
const format = matching('"system" or "esm"', /^(system|esm)$/)
const subpath = matching('"." or a subpath such as "./client"', /^\.(\/.*[^/])?$/s)
const metadata = matching('integrity such as "sha384-…"', /^\s*(sha(256|384|512)-[\w+/-]+={0,2}(\?\S*)?(\s+|$))+$/)
const flag = satisfying('true or false', value => typeof value === 'boolean')
const bytes = satisfying('a number of bytes', value => Number.isFinite(value) && (value as number) >= 0)
const version = parsable('a version', parseVersion)
const range = parsable('an npm range, or false', parseRange)
const acceptedRange: Check = (value, field, fail) => (value === false ? value : range(value, field, fail))

/**
 * A path that stays within its folder however a browser reads it: no empty and no dot segment, nothing that a URL parser
 * drops, takes for a slash or ends the path at, no scheme, no dot or slash behind a percent sign.
 */
const path: Check = (value, field, fail) =>
  /(^|\/)\.{0,2}(\/|$)|[^!-~]|["#:<>?\\^`{|}]|%(2[ef]|5c)/i.test(text(value, field, fail) as string)
    ? fail('FED-104', field, value, 'a relative path within its folder, written as in a URL')
    : value

const uses = record(subpath, (value, field, fail) => (value === '*' ? value : list(text)(value, field, fail)))
const requirement = { requiredVersion: acceptedRange, uses: optional(uses, {}) }

const manifestFields = fields({
  formatVersion: (value, field, fail) => {
    const isLater = typeof value === 'number' && value > 1
    return value === 1 ? value : fail(isLater ? 'FED-102' : 'FED-103', field, value, '1')
  },
  name: text,
  version,
  formats: optional(list(format), ['system', 'esm']),
  exposes: optional(record(subpath, fields({ file: path, peers: optional(list(text), []) })), {}),
  modules: optional(
    record(path, fields({ imports: optional(list(text)), dynamic: optional(list(text)), css: optional(list(path)) })),
    {},
  ),
  shared: optional(
    record(
      text,
      fields({
        ...requirement,
        singleton: optional(flag, false),
        strictVersion: optional(flag, false),
        shareScope: optional(text, 'default'),
        copies: optional(
          list(
            fields({
              version,
              build: hash,
              size: bytes,
              provides: record(subpath, fields({ file: path, exports: optional(list(text)) })),
              requires: optional(record(text, fields(requirement)), {}),
            }),
          ),
          [],
        ),
      }),
    ),
    {},
  ),
  integrity: optional(record(path, metadata), {}),
})

/** A copy is its folder: all its files lie there, and the folder lies within the remote. */
function checkCopyFolders({ shared }: Manifest, fail: Fail): void {
  for (const [name, { copies }] of Object.entries(shared)) {
    for (const [i, { version, build, provides }] of copies.entries()) {
      const field = at(`${at('shared', name)}.copies`, i)
      const folder = copyFolder(name, version, build)
      path(folder.slice(0, -1), `the folder of ${field}`, fail)
      for (const [subpath, { file }] of Object.entries(provides)) {
        if (file.startsWith(folder)) continue
        fail('FED-105', `${at(`${field}.provides`, subpath)}.file`, file, `a file in ${excerpt(folder)}`)
      }
    }
  }
}

function matching(expected: string, pattern: RegExp): Check {
  return satisfying(expected, value => typeof value === 'string' && pattern.test(value))
}

function satisfying(expected: string, isFine: (value: unknown) => boolean): Check {
  return (value, field, fail) => (isFine(value) ? value : fail('FED-103', field, value, expected))
}

/** For text in a notation that has a parser, which throws where it is none. */
function parsable(expected: string, parse: (text: string) => unknown): Check {
  return (value, field, fail) => {
    if (typeof value !== 'string') return fail('FED-103', field, value, expected)
    try {
      parse(value)
    } catch (error) {
      fail('FED-106', field, value, expected, error)
    }
    return value
  }
}

function optional(check: Check, fallback?: unknown): Check {
  return (value, field, fail) => {
    const given = value === undefined ? fallback : value
    return given === undefined ? given : check(given, field, fail)
  }
}

function list(check: Check): Check {
  return (value, field, fail) =>
    Array.isArray(value)
      ? value.map((item, i) => check(item, at(field, i), fail))
      : fail('FED-103', field, value, 'an array')
}

/** An object of known fields; others are kept as they are. */
function fields(checks: Readonly<Record<string, Check>>): Check {
  return (value, field, fail) => {
    if (!isObject(value)) return fail('FED-103', field, value, 'an object')
    const result = { ...value }
    for (const key in checks) {
      const checked = checks[key]!(result[key], at(field, key), fail)
      if (checked !== undefined) result[key] = checked
    }
    return result
  }
}

/** An object of any keys that pass `checkKey`. */
function record(checkKey: Check, check: Check): Check {
  return (value, field, fail) => {
    if (!isObject(value)) return fail('FED-103', field, value, 'an object')
    const result: Record<string, unknown> = Object.create(null)
    for (const key of Object.keys(value)) {
      checkKey(key, `a key of ${field}`, fail)
      result[key] = check(value[key], at(field, key), fail)
    }
    return result
  }
}

/** The path of what lies within a field: `shared.react.copies[0]`, `exposes["./Widget"]`. */
function at(field: string, key: string | number): string {
  if (typeof key === 'string' && /^\w{1,50}$/.test(key)) return field ? `${field}.${key}` : key
  return `${field}[${excerpt(key)}]`
}
