import type { ErrorCode } from '../errors/error-table.js'
import { FederationError } from '../errors/federation-error.js'
import type { ImportMap, SpecifierMap } from './import-map.js'
import { parseUrl } from './parse-url.js'
import { resolveUrlLike } from './resolve-url-like.js'

/**
 * Resolves a specifier as a browser does: the HTML standard's "resolve a module specifier".
 *
 * @param parentUrl the URL of the importing module, or of the page, as a URL's `href` gives it
 * @returns an absolute URL
 * @throws FED-303 where the specifier is bare and not mapped, FED-304 where it is blocked, FED-305 where it leaves the
 *   folder that its prefix is mapped to
 */
export function resolveSpecifier(map: ImportMap, specifier: string, parentUrl: string): string {
  const asUrl = resolveUrlLike(specifier, parentUrl)
  const fail = (code: ErrorCode, detail: string) =>
    new FederationError(code, `"${specifier}", imported by ${parentUrl}, ${detail}`, { specifier, url: parentUrl })

  for (const imports of [...prefixesOf(parentUrl).map(prefix => map.scopes[prefix]), map.imports]) {
    const match = imports && matchImports(imports, asUrl ?? specifier, asUrl, fail)
    if (match) return match
  }
  if (asUrl) return asUrl
  throw fail('FED-303', 'is neither a URL nor in the import map.')
}

/** The standard's "resolve an imports match". */
function matchImports(
  imports: SpecifierMap,
  specifier: string,
  asUrl: string | undefined,
  fail: (code: ErrorCode, detail: string) => FederationError,
): string | undefined {
  for (const key of prefixesOf(specifier)) {
    if (!Object.hasOwn(imports, key)) continue
    const isExact = key === specifier
    // Only the URLs of special schemes have paths that can be cut at a slash.
    if (!isExact && asUrl && !/^(https?|wss?|ftp|file):/.test(asUrl)) continue

    const address = imports[key]
    if (!address) throw fail('FED-304', `is blocked: the import map's address of "${key}" is null or was no URL.`)
    if (isExact) return address
    const url = parseUrl(specifier.slice(key.length), address)
    if (url?.startsWith(address)) return url
    throw fail('FED-305', `does not stay within ${address}, to which "${key}" is mapped.`)
  }
  return undefined
}

/**
 * All keys that can match a text: itself, and what ends in a slash that it begins with. The longest first, which is their
 * order in the standard's sorted maps: looking them up is walking the map, however many entries it has.
 */
function prefixesOf(text: string): readonly string[] {
  const prefixes: string[] = []
  for (let end = text.length; end > 0; end = end > 1 ? text.lastIndexOf('/', end - 2) + 1 : 0) {
    prefixes.push(text.slice(0, end))
  }
  return prefixes
}
