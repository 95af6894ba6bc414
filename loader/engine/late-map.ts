import { scopeOf } from '../../core/import-map/scope-of.js'
import type { ImportMap, SpecifierMap } from '../../core/index.js'

/**
 * What a browser that has one map in force must be given in a second one, so that the two together mean `next`. Its
 * rule is that the first entry wins, so only what is new is in it.
 *
 * A browser drops an entry of a late scope for all modules in it once one of them has resolved that specifier
 * elsewhere. Where modules of a scope have been requested already, the entry is therefore given to each of the others
 * by its own URL, which is a scope too.
 *
 * @param wasRequested whether a module has been requested, and so may have resolved what it imports
 */
export function lateMap(inForce: ImportMap, next: ImportMap, wasRequested: (url: string) => boolean): ImportMap {
  const modules = Object.keys(next.integrity)
  const requested = modules.filter(wasRequested)
  const scopes: Record<string, SpecifierMap> = {}
  for (const [scope, specifiers] of Object.entries(next.scopes)) {
    const added = newKeys(inForce.scopes[scope] ?? {}, specifiers)
    if (Object.keys(added).length === 0) continue
    if (!requested.some(url => url.startsWith(scope))) scopes[scope] = added
    else {
      for (const url of modules) {
        if (scopeOf(url, next) === scope && !wasRequested(url)) scopes[url] = { ...scopes[url], ...added }
      }
    }
  }
  return {
    imports: newKeys(inForce.imports, next.imports),
    scopes,
    integrity: newKeys(inForce.integrity, next.integrity),
  }
}

function newKeys<T>(
  known: Readonly<Record<string, T>>,
  next: Readonly<Record<string, T>>,
): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(next).filter(([key]) => !Object.hasOwn(known, key)))
}
