import { excerpt } from '../errors/excerpt.js'
import { FederationError } from '../errors/federation-error.js'
import { isObject } from '../is-object.js'
import { notationError } from '../ranges/notation-error.js'
import type { Malformed } from './checks.js'
import { expectationOf } from './expectations.js'

/** Says what is wrong with a manifest, where, and what to do. */
export function manifestError(json: unknown, url: string, malformed: Malformed): FederationError {
  const [code, field, found, expected] = malformed
  const name = isObject(json) && typeof json.name === 'string' ? ` of ${excerpt(json.name)}` : ''
  const remedy =
    code === 'FED-102' ? 'Update fedmap on this page.' : 'Correct it, or build the remote anew with fedmap.'
  const detail = `${field} is ${excerpt(found)}, expected ${expectationOf(expected)}, in the manifest${name} at ${url}. ${remedy}`
  return new FederationError(code, detail, { url }, causeOf(malformed))
}

/** What is wrong with a version or a range. */
function causeOf([code, , found, expected]: Malformed): FederationError | undefined {
  return code === 'FED-106' ? notationError(expected as 'version' | 'range', found as string) : undefined
}
