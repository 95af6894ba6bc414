import { FederationError } from '../errors/federation-error.js'
import type { ImportMap, SpecifierMap } from './import-map.js'
import { sortRecord } from './sort-record.js'

/** Whose entry holds where two maps disagree: the first map's, the second's, or nobody's. */
export type ConflictPolicy = 'keep' | 'replace' | 'throw'

/**
 * Makes one import map of two. Scopes of one prefix are composed entry by entry.
 *
 * @throws FED-306 with `onConflict: 'throw'`, where the maps give one key two addresses
 */
export function composeImportMaps(
  base: ImportMap,
  next: ImportMap,
  { onConflict }: { readonly onConflict: ConflictPolicy },
): ImportMap {
  const compose = <T>(a: Readonly<Record<string, T>> = {}, b: Readonly<Record<string, T>> = {}, where: string) => {
    if (onConflict === 'throw') assertAgree(where, a, b)
    return sortRecord(onConflict === 'replace' ? { ...a, ...b } : { ...b, ...a })
  }
  const scopes: Readonly<Record<string, SpecifierMap>> = { ...base.scopes, ...next.scopes }
  return {
    imports: compose(base.imports, next.imports, 'imports'),
    scopes: sortRecord(scopes, (_, scope) => compose(base.scopes[scope], next.scopes[scope], `the scope ${scope}`)),
    integrity: compose(base.integrity, next.integrity, 'integrity'),
    warnings: [...(base.warnings ?? []), ...(next.warnings ?? [])],
  }
}

function assertAgree<T>(where: string, a: Readonly<Record<string, T>>, b: Readonly<Record<string, T>>): void {
  for (const key of Object.keys(b)) {
    if (!Object.hasOwn(a, key) || a[key] === b[key]) continue
    const detail = `"${key}" in ${where} is ${a[key]} in one and ${b[key]} in the other. Take it out of one of them.`
    throw new FederationError('FED-306', detail, { specifier: key })
  }
}
