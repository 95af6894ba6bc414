import { FederationError } from '../../core/index.js'
import { writtenPart } from '../../core/page/read-page-map.js'
import { recordOf } from '../../core/record-of.js'
import { isSameMap, type MapJson } from '../map/map-json.js'
import { noSuchEntry } from '../map/no-such-entry.js'
import type { Store } from '../store/store.js'
import { type Change, changeMap } from './change-map.js'
import { type CurrentMap, latestRevision, readAnyMap } from './current-map.js'
import { type Revision, readHistory, readRevision } from './history.js'

/**
 * Brings an earlier map back, whole, as a new revision. Nothing is fetched or resolved: what worked then was composed
 * then, so it works when a CDN does not, or when the map in force is damaged.
 *
 * @param to the revision to bring back; default: the one that was in force before, so that a second rollback goes
 *   further back and not forth again
 * @throws FED-616 where there is no such revision
 */
export async function rollBack(
  store: Store,
  to: number | undefined,
  by: Pick<Change, 'by' | 'message'>,
): Promise<Revision> {
  const change = async (current: CurrentMap): Promise<Change> => {
    const { revision, map } = to === undefined ? await previousRevision(store, current) : await readRevision(store, to)
    return { json: map, action: 'rollback', restores: revision, ...by }
  }
  // The change is never none, so there is a revision.
  return (await changeMap(store, change, { read: readAnyMap })) as Revision
}

/**
 * What an entry was before it became what it is, or in the revision that is named; null: it was not on the map. As with
 * the whole map, a rollback stands where what it brought back stood, so that a second one goes further back.
 *
 * @throws FED-616 where it was nothing else before, or there is no such revision; FED-622 where it is and was on no map
 */
export async function urlBefore(
  store: Store,
  current: CurrentMap,
  name: string,
  to: number | undefined,
): Promise<string | null> {
  if (to !== undefined) return urlOf((await readRevision(store, to)).map, name)
  const now = urlOf(current.json, name)
  let later: Revision | undefined
  /** Between a rollback and what it brought back. */
  let isTakenBack = false
  for await (const revision of readHistory(store, await latestRevision(store, current))) {
    const url = urlOf(revision.map, name)
    if (url === now) isTakenBack = false
    else if (!isTakenBack && later?.action !== 'rollback') return url
    else isTakenBack = true
    later = revision
  }
  if (now === null) throw noSuchEntry(name, Object.keys(entriesOf(current.json)))
  const detail = `there is nothing before what ${name} is now in ${store.location}. See \`fedmap history\`.`
  throw new FederationError('FED-616', detail)
}

function urlOf(map: MapJson, name: string): string | null {
  const url = entriesOf(map)[name]
  return typeof url === 'string' ? url : null
}

/** What people wrote: what was composed of it is for nobody to take back. */
function entriesOf(map: MapJson): Readonly<Record<string, unknown>> {
  return recordOf(writtenPart(map).imports)
}

async function previousRevision(store: Store, current: CurrentMap): Promise<Revision> {
  const latest = await readRevision(store, await latestRevision(store, current))
  // An edit by hand that the history does not know is itself what is to be taken back.
  if (!isSameMap(latest.map, current.json)) return latest
  // A rollback stands where what it brought back stood.
  let revision = latest
  while (revision.restores !== undefined) revision = await readRevision(store, revision.restores)
  return readRevision(store, revision.parent)
}
