import { excerpt } from '../errors/excerpt.js'
import { FederationError } from '../errors/federation-error.js'
import { isObject } from '../is-object.js'
import type { ImportMap, SpecifierMap } from './import-map.js'
import { parseUrl } from './parse-url.js'
import { resolveUrlLike } from './resolve-url-like.js'
import { sortRecord } from './sort-record.js'

/** Top-level keys that mean something: the standard's, and `fedmap`, which engines ignore. */
const knownKeys = new Set(['imports', 'scopes', 'integrity', 'fedmap'])

/**
 * Parses an import map by the HTML standard ("parse an import map string", less the JSON step).
 * What the standard reports to the console goes to `warnings`; such an entry is blocked (`null`) or left out.
 *
 * @param json the parsed file
 * @param baseUrl what relative addresses and scopes are relative to
 * @throws FED-301 where it is no object, FED-302 where `imports`, `scopes`, a scope or `integrity` is none
 */
export function parseImportMap(json: unknown, baseUrl: string): ImportMap {
  const fail = (code: 'FED-301' | 'FED-302', what: string) =>
    new FederationError(code, `${what} of ${baseUrl} is no object. Write it as {…}.`, { url: baseUrl })
  if (!isObject(json)) throw fail('FED-301', 'the import map')

  const warnings: string[] = []
  const warn = (text: string) => void warnings.push(text)
  const part = (name: string): Record<string, unknown> => {
    const value = json[name]
    if (value === undefined) return {}
    if (!isObject(value)) throw fail('FED-302', `"${name}"`)
    return value
  }

  const imports = parseSpecifierMap(part('imports'), baseUrl, warn)
  const scopes: Record<string, SpecifierMap> = Object.create(null)
  for (const [prefix, specifiers] of Object.entries(part('scopes'))) {
    if (!isObject(specifiers)) throw fail('FED-302', `the scope "${prefix}"`)
    const url = parseUrl(prefix, baseUrl)
    if (url) scopes[url] = parseSpecifierMap(specifiers, baseUrl, warn)
    else warn(`the scope "${prefix}" is no URL and was left out`)
  }
  const integrity: Record<string, string> = Object.create(null)
  for (const [key, value] of Object.entries(part('integrity'))) {
    const url = resolveUrlLike(key, baseUrl)
    if (url && typeof value === 'string') integrity[url] = value
    else warn(`the integrity of "${key}" was left out: it is no string, or the key is no URL`)
  }
  for (const key of Object.keys(json)) {
    if (!knownKeys.has(key)) warn(`the import map has a key "${key}", which means nothing`)
  }
  return { imports, scopes: sortRecord(scopes), integrity: sortRecord(integrity), warnings }
}

/** The standard's "sort and normalize a module specifier map". */
function parseSpecifierMap(
  specifiers: Readonly<Record<string, unknown>>,
  baseUrl: string,
  warn: (text: string) => void,
): SpecifierMap {
  const normalized: Record<string, string | null> = Object.create(null)
  for (const [key, address] of Object.entries(specifiers)) {
    if (key === '') {
      warn('an entry with an empty specifier was left out')
      continue
    }
    const specifier = resolveUrlLike(key, baseUrl) ?? key
    const url = typeof address === 'string' ? resolveUrlLike(address, baseUrl) : undefined
    const isGood = url && (url.endsWith('/') || !key.endsWith('/'))
    normalized[specifier] = isGood ? url : null
    const why = url ? 'does not end in "/", as it does' : 'is no URL'
    if (!isGood) warn(`"${key}" is blocked: its address, ${excerpt(address)}, ${why}`)
  }
  return sortRecord(normalized)
}
