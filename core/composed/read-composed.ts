import { parseImportMap } from '../import-map/parse-import-map.js'
import { sortRecord } from '../import-map/sort-record.js'
import type { Format } from '../manifest/manifest.js'
import type { GeneratedKey, PageMap } from '../page/page-map.js'
import type { Composed } from './composed.js'

/**
 * The generated part of importmap.json, whole or not at all: only where it was composed for this format and from the
 * very remotes that the page has now, overrides applied. So an edit by hand is always right.
 */
export function readComposed(page: PageMap, format: Format): Composed | undefined {
  if (!page.generated || !isInForce(page.generated.key, page.remotes, format)) return undefined
  const { json, key } = page.generated
  const map = parseImportMap(json, page.url)
  return {
    ...key, // The closures, stylesheets and stand-ins, as `fedmap compose` found them.
    map: { ...map, imports: sortRecord({ ...map.imports, ...key.names }) },
  }
}

/** Whether pages of this format use the generated part, rather than compose for themselves. */
export function isInForce(key: GeneratedKey, remotes: PageMap['remotes'], format: Format): boolean {
  return (
    key.format === format &&
    Object.keys(key.from).length === remotes.length &&
    remotes.every(({ name, url }) => key.from[name] === url)
  )
}
