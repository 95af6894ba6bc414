import { writtenPart } from '../../core/page/read-page-map.js'
import { recordOf } from '../../core/record-of.js'
import type { MapJson } from './map-json.js'
import { noSuchEntry } from './no-such-entry.js'

/** Name → its new URL, or null: it is taken off the map. */
export type Entries = Readonly<Record<string, string | null>>

/**
 * Changes entries of a map as an editor would: what people wrote stays, what was composed is dropped, since it was composed
 * of other remotes.
 *
 * @throws FED-622 for a name to take off that is not there
 */
export function changeEntries(json: MapJson, entries: Entries): MapJson {
  const written = writtenPart(json)
  const before = recordOf(written.imports)
  const imports: Record<string, unknown> = { ...before }
  for (const [name, url] of Object.entries(entries)) {
    if (url !== null) imports[name] = url
    else if (Object.hasOwn(imports, name)) delete imports[name]
    else throw noSuchEntry(name, Object.keys(before))
  }
  return { ...written, imports }
}
