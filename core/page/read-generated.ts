import { isObject } from '../manifest/is-object.js'
import type { Generated, GeneratedKey } from './page-map.js'

/** What `fedmap compose` writes under the key `fedmap`, beside `format`. */
export const generatedKeys = ['from', 'generated', 'names', 'standIns', 'css', 'rejected', 'closures'] as const

/** The generated part of importmap.json, or undefined where there is none, or a damaged one. */
export function readGenerated(json: Readonly<Record<string, unknown>>): Generated | undefined {
  const key = json.fedmap
  const isWhole =
    isObject(key) &&
    generatedKeys.every(name => isObject(key[name])) &&
    isObject(key.generated) &&
    Array.isArray(key.generated.imports) &&
    Array.isArray(key.generated.integrity) &&
    isObject(key.generated.scopes)
  return isWhole ? { json, key: key as unknown as GeneratedKey } : undefined
}
