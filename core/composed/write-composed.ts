import { explainOutcome } from '../explain/explain.js'
import { parseUrl } from '../import-map/parse-url.js'
import type { GeneratedKey, PageMap } from '../page/page-map.js'
import { writtenPart } from '../page/read-page-map.js'
import { recordOf } from '../record-of.js'
import type { Resolution } from '../resolution/resolution.js'
import { toComposed } from './to-composed.js'
import { toImportMap } from './to-import-map.js'

type Json = Readonly<Record<string, unknown>>

/**
 * Writes the generated part of importmap.json: what people wrote stays as they wrote it, an earlier generated part goes,
 * and of two entries for one key people's wins. The same input gives the same output, to the byte.
 *
 * @param json importmap.json as it is, parsed
 * @param page the same, read by `readPageMap`
 * @param resolution of the page's remotes
 */
export function writeComposed(json: Json, page: PageMap, resolution: Resolution): Json {
  const written = writtenPart(json)
  const map = toImportMap(resolution)
  const { closures, css, standIns } = toComposed(resolution, page.written)

  const imports = unwritten(map.imports, written.imports)
  const integrity = unwritten(map.integrity, written.integrity)
  const scopes: Record<string, unknown> = { ...recordOf(written.scopes) }
  const generatedScopes: Record<string, true | string[]> = {}
  const writtenScopes = new Map(Object.keys(scopes).map(scope => [parseUrl(scope, page.url) ?? scope, scope]))
  for (const [scope, specifiers] of Object.entries(map.scopes)) {
    const key = writtenScopes.get(scope)
    const added = unwritten(specifiers, key && scopes[key])
    generatedScopes[key ?? scope] = key ? Object.keys(added) : true
    scopes[key ?? scope] = { ...recordOf(key && scopes[key]), ...added }
  }

  const bases = Object.fromEntries(
    page.remotes.flatMap(({ name, url }) => {
      const base = resolution.remotes.get(name)?.base
      return base && base !== parseUrl('.', url) ? [[name, base]] : []
    }),
  )
  const generated: GeneratedKey = {
    format: resolution.format,
    from: Object.fromEntries(page.remotes.map(({ name, url }) => [name, url])),
    ...(Object.keys(bases).length > 0 && { bases }),
    generated: { imports: Object.keys(imports), scopes: generatedScopes, integrity: Object.keys(integrity) },
    names: Object.fromEntries(
      page.remotes.flatMap(({ name }) => (map.imports[name] ? [[name, map.imports[name]]] : [])),
    ),
    standIns,
    css,
    rejected: Object.fromEntries(
      [...resolution.rejected.keys()].map(name => [name, explainOutcome(resolution, name)!]),
    ),
    closures,
  }
  return {
    ...written,
    imports: { ...recordOf(written.imports), ...imports },
    scopes,
    integrity: { ...recordOf(written.integrity), ...integrity },
    fedmap: { ...recordOf(written.fedmap), ...generated },
  }
}

/** The entries whose keys people have not written themselves. */
function unwritten<T>(entries: Readonly<Record<string, T>>, written: unknown): Record<string, T> {
  const taken = recordOf(written)
  return Object.fromEntries(Object.entries(entries).filter(([key]) => !Object.hasOwn(taken, key)))
}
