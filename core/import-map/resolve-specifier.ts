import type { ErrorCode } from '../errors/error-table.js'
import { FederationError } from '../errors/federation-error.js'
import type { ImportMap, SpecifierMap } from './import-map.js'
import { parseUrl } from './parse-url.js'
import { resolveUrlLike } from './resolve-url-like.js'

/**
 * Resolves a specifier as a browser does: the HTML standard's "resolve a module specifier".
 *
 * @param parentUrl the URL of the importing module, or of the page
 * @returns an absolute URL
 * @throws FED-303 where the specifier is bare and not mapped, FED-304 where it is blocked, FED-305 where it leaves the
 *   folder that it is mapped to
 */
export function resolveSpecifier(map: ImportMap, specifier: string, parentUrl: string): string {
  const asUrl = resolveUrlLike(specifier, parentUrl)
  const fail = (code: ErrorCode, detail: string) =>
    new FederationError(code, `"${specifier}", imported by ${parentUrl}, ${detail}`, { specifier, url: parentUrl })

  for (const scope in map.scopes) {
    if (scope === parentUrl || (scope.endsWith('/') && parentUrl.startsWith(scope))) {
      const match = matchImports(map.scopes[scope] as SpecifierMap, asUrl ?? specifier, asUrl, fail)
      if (match) return match
    }
  }
  const match = matchImports(map.imports, asUrl ?? specifier, asUrl, fail) ?? asUrl
  if (match) return match
  throw fail('FED-303', 'is neither a URL nor in the import map. Add it there, or share or bundle the package.')
}

/** The standard's "resolve an imports match". Keys are in descending order: an exact key comes before its prefixes. */
function matchImports(
  imports: SpecifierMap,
  specifier: string,
  asUrl: string | undefined,
  fail: (code: ErrorCode, detail: string) => FederationError,
): string | undefined {
  const exact = imports[specifier]
  if (exact) return exact
  if (exact === null) throw fail('FED-304', 'is blocked: its address in the import map is null or was no URL.')
  if (asUrl && !isSpecial(asUrl)) return undefined

  for (const key in imports) {
    if (!key.endsWith('/') || !specifier.startsWith(key)) continue
    const folder = imports[key]
    if (!folder) throw fail('FED-304', `is blocked: the address of "${key}" in the import map is null or was no URL.`)
    const url = parseUrl(specifier.slice(key.length), folder)
    if (url?.startsWith(folder)) return url
    throw fail('FED-305', `leaves ${folder}, the folder that "${key}" is mapped to.`)
  }
  return undefined
}

/** The standard's special schemes: only their URLs have paths that can be cut at a slash. */
function isSpecial(url: string): boolean {
  return /^(https?|wss?|ftp|file):/.test(url)
}
