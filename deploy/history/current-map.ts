import { FederationError } from '../../core/index.js'
import { isObject } from '../../core/is-object.js'
import type { MapJson } from '../map/map-json.js'
import { parseJson } from '../map/parse-json.js'
import type { Store, StoredMap } from '../store/store.js'
import { findRevision, highestRevision } from './history.js'

/** The map that is in force. */
export interface CurrentMap {
  readonly json: MapJson
  /** 0: it was never deployed, only written by hand. */
  readonly revision: number
  /** The store's, for a conditional write. */
  readonly tag: string
}

/** @throws FED-610 where there is none, FED-301 where it is no JSON object */
export async function readMap(store: StoredMap): Promise<CurrentMap> {
  const stored = await store.read(store.mapName)
  if (!stored) {
    const detail = `${store.location}. Create it with \`fedmap init map\`, or name another with --store.`
    throw new FederationError('FED-610', detail)
  }
  const json = jsonOf(stored.text)
  if (!isObject(json)) {
    const detail = `${store.location} is no JSON object. Mend it by hand, or bring the last deployed one back with \`fedmap rollback --to N\`.`
    throw new FederationError('FED-301', detail, { url: store.location })
  }
  return { json, revision: revisionOf(json), tag: stored.tag }
}

/** The map even where it is no JSON object: then as an empty one. For whoever replaces it. */
export async function readAnyMap(store: Store): Promise<CurrentMap & { readonly isDamaged: boolean }> {
  const stored = await store.read(store.mapName)
  const json = stored && jsonOf(stored.text)
  if (stored && !isObject(json)) return { json: {}, revision: 0, tag: stored.tag, isDamaged: true }
  return { ...(await readMap(store)), isDamaged: false }
}

/**
 * The latest revision that is known to have been in force: the map's own; the highest where the map's number is none (a map
 * copied from elsewhere, a key deleted, a damaged map). 0: there is none.
 */
export async function latestRevision(store: Store, { revision }: CurrentMap): Promise<number> {
  return (await findRevision(store, revision))?.revision ?? highestRevision(store)
}

/** The revision stands first, so that composing, which writes after it, gives the same text again. */
export function withRevision(json: MapJson, revision: number): MapJson {
  return { ...json, fedmap: { revision, ...(isObject(json.fedmap) ? { ...json.fedmap, revision } : {}) } }
}

function jsonOf(text: string): unknown {
  try {
    return parseJson(text)
  } catch {
    return undefined
  }
}

function revisionOf({ fedmap }: MapJson): number {
  const revision = isObject(fedmap) ? fedmap.revision : undefined
  return typeof revision === 'number' && Number.isSafeInteger(revision) && revision > 0 ? revision : 0
}
