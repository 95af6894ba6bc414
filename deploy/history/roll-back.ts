import type { Store } from '../store/store.js'
import { type Change, type CurrentMap, changeMap, readAnyMap } from './change-map.js'
import { highestRevision, type Revision, readRevision } from './history.js'

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
): Promise<Revision | undefined> {
  const change = async (current: CurrentMap): Promise<Change> => {
    const { revision, map } = to === undefined ? await previousRevision(store, current) : await readRevision(store, to)
    return { json: map, action: 'rollback', restores: revision, ...by }
  }
  return changeMap(store, change, { read: readAnyMap })
}

async function previousRevision(store: Store, current: CurrentMap): Promise<Revision> {
  const latest = await readRevision(store, current.revision || (await highestRevision(store)))
  // An edit by hand that the history does not know is itself what is to be taken back.
  if (JSON.stringify(latest.map) !== JSON.stringify(current.json)) return latest
  // A rollback stands where what it brought back stood.
  let revision = latest
  while (revision.restores !== undefined) revision = await readRevision(store, revision.restores)
  return readRevision(store, revision.parent)
}
