import { readMap } from '../history/current-map.js'
import { type Revision, readHistory } from '../history/history.js'
import { diffMaps } from '../map/diff-maps.js'
import type { Store } from '../store/store.js'

/**
 * What the history says of the map in force, the latest revision first, and of each the names that it changed.
 *
 * @param after of these revisions only the later ones
 */
export async function readChain(
  store: Store,
  after = 0,
): Promise<readonly (Revision & { readonly changed: readonly string[] })[]> {
  const { revision } = await readMap(store)
  const revisions: Revision[] = []
  for await (const one of readHistory(store, revision)) {
    revisions.push(one)
    if (one.revision <= after) break
  }
  const asked = revisions.filter(one => one.revision > after)
  return asked.map((one, at) => {
    const before = revisions[at + 1]?.map ?? { imports: {} }
    return { ...one, changed: diffMaps(before, one.map).imports.map(change => change.name) }
  })
}
