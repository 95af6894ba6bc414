import { isObject } from '../is-object.js'
import type { Generated, GeneratedKey } from './page-map.js'

type Check = (value: unknown) => boolean

export const isString = (value: unknown): value is string => typeof value === 'string'
const itemsAre =
  (check: Check): Check =>
  value =>
    Array.isArray(value) && value.every(check)
const valuesAre =
  (check: Check): Check =>
  value =>
    isObject(value) && Object.values(value).every(check)

const isList = itemsAre(isString)
const isStandIn: Check = value => isObject(value) && isString(value.url) && isObject(value.files ?? {})
const isWrittenScope: Check = value => value === true || isList(value)

const checks: Readonly<Record<Exclude<keyof GeneratedKey, 'format' | 'bases'>, Check>> = {
  from: valuesAre(isString),
  generated: value =>
    isObject(value) && isList(value.imports) && isList(value.integrity) && valuesAre(isWrittenScope)(value.scopes),
  names: valuesAre(isString),
  standIns: valuesAre(itemsAre(isStandIn)),
  css: valuesAre(isList),
  rejected: valuesAre(isString),
  closures: valuesAre(isList),
}

/** What `fedmap compose` always writes under the key `fedmap`, beside `format`. */
export const generatedKeys = Object.keys(checks) as readonly (keyof typeof checks)[]

/** The generated part of importmap.json, or undefined where there is none, or a damaged one. */
export function readGenerated(json: unknown): Generated | undefined {
  if (!isObject(json) || !isObject(json.fedmap)) return undefined
  const key = json.fedmap
  const isWhole = generatedKeys.every(name => checks[name](key[name]))
  return isWhole ? { json, key: key as unknown as GeneratedKey } : undefined
}
