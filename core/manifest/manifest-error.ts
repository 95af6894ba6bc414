import type { ErrorCode } from '../errors/error-table.js'
import { excerpt } from '../errors/excerpt.js'
import { FederationError } from '../errors/federation-error.js'
import { isObject } from '../is-object.js'
import { notationError } from '../ranges/notation-error.js'
import type { Malformed, Path } from './checks.js'
import { expectationOf } from './expectations.js'

/** Says what is wrong with a manifest, where, and what to do. */
export function manifestError(json: unknown, url: string, malformed: Malformed): FederationError {
  const cause = causeOf(malformed)
  const code = cause ? 'FED-106' : codeOf(malformed)
  const name = isObject(json) && typeof json.name === 'string' ? ` of ${excerpt(json.name)}` : ''
  const remedy =
    code === 'FED-102' ? 'Update fedmap on this page.' : 'Correct it, or build the remote anew with fedmap.'
  const detail = `${inWords(malformed)}, in the manifest${name} at ${url}. ${remedy}`
  return new FederationError(code, detail, { url }, cause)
}

function codeOf([path, found, expected]: Malformed): ErrorCode {
  if (!path.length) return 'FED-101'
  if (expected === '1' && typeof found === 'number' && found > 1) return 'FED-102'
  if (expected === 'path') return 'FED-104'
  return isFolder(expected) ? 'FED-105' : 'FED-103'
}

/** Where, what, and what there should be. */
export function inWords([path, found, expected]: Malformed): string {
  const words = isFolder(expected) ? `a file in ${excerpt(expected)}` : expectationOf(expected)
  return `${fieldOf(path)} is ${excerpt(found)}, expected ${words}`
}

/** What is wrong with a version or a range. */
export function causeOf([, found, expected]: Malformed): FederationError | undefined {
  const isNotation = expected === 'version' || expected === 'range'
  return isNotation && typeof found === 'string' ? notationError(expected, found) : undefined
}

/** Whether a file is expected in it, rather than what a word stands for. */
function isFolder(expected: string): boolean {
  return expected.endsWith('/')
}

/** `shared.react.copies[0]`, `a key of exposes["./Widget"]`. */
function fieldOf(path: Path): string {
  const [meant, ...field] = / of$/.test(String(path[0])) ? path : ['', ...path]
  const text = field.map(key => (typeof key === 'string' && /^\w{1,50}$/.test(key) ? `.${key}` : `[${excerpt(key)}]`))
  return `${meant} ${text.join('').replace(/^\./, '') || 'it'}`.trim()
}
