import { FederationError } from '../../core/index.js'
import { type MapJson, toText } from '../map/map-json.js'
import { ownFolder, type Store } from '../store/store.js'

/** What someone did to the map. `edit`: by hand, found and recorded by the next command. */
export type Action = 'deploy' | 'rollback' | 'compose' | 'canary' | 'promote' | 'edit'

/** One line of the history. Immutable: written once, before the map that it describes comes into force. */
export interface Revision {
  /** Counts up from 1. The map carries it as `fedmap.revision`. */
  readonly revision: number
  /** The revision that was in force before; 0: none. */
  readonly parent: number
  readonly action: Action
  /** ISO 8601, UTC. */
  readonly at: string
  /** Who did it. */
  readonly by: string
  readonly message?: string
  /** With `rollback`: the revision whose map came back. */
  readonly restores?: number
  /** It was known to break the page. */
  readonly forced?: true
  /** The map as it came into force. */
  readonly map: MapJson
}

/**
 * The revisions that were in force, the latest first. A deploy that was killed, or was overtaken by another, can leave
 * an entry that never came into force: no later revision has it as parent, so it is not among them.
 *
 * @param latest the revision of the map that is in force
 * @throws FED-616 where an entry is missing or damaged
 */
export async function* readHistory(store: Store, latest: number): AsyncGenerator<Revision> {
  for (let number = latest; number > 0; ) {
    const revision = await readRevision(store, number)
    yield revision
    number = revision.parent
  }
}

/** @throws FED-616 */
export async function readRevision(store: Store, number: number): Promise<Revision> {
  if (number === 0) {
    throw new FederationError('FED-616', `${store.location} has no earlier revision. See \`fedmap history\`.`)
  }
  const name = entryName(store, number)
  const stored = await store.read(name)
  if (!stored) {
    throw new FederationError(
      'FED-616',
      `${number} is not in the history of ${store.location}. See \`fedmap history\`.`,
    )
  }
  try {
    const revision = JSON.parse(stored.text)
    if (revision.revision === number && revision.map && revision.parent < number) return revision
  } catch {}
  throw new FederationError('FED-616', `${name} of ${store.location} is damaged. Restore it from a backup.`)
}

/** The same, undefined where there is none of this number, or where it is damaged. */
export async function findRevision(store: Store, revision: number): Promise<Revision | undefined> {
  try {
    return revision > 0 ? await readRevision(store, revision) : undefined
  } catch (error) {
    if (error instanceof FederationError && error.code === 'FED-616') return undefined
    throw error
  }
}

/**
 * Writes an entry, once and for all.
 *
 * @returns false where there is one of this number
 */
export function writeRevision(store: Store, revision: Revision): Promise<boolean> {
  return store.write(entryName(store, revision.revision), toText(revision), undefined)
}

/** The highest number that the history has, in force or not; 0: none. */
export async function highestRevision(store: Store): Promise<number> {
  const names = await store.list(historyFolder(store))
  return Math.max(0, ...names.map(name => Number.parseInt(name.slice(historyFolder(store).length), 10)).filter(Boolean))
}

/** Padded, so that the store's order of names is the order of numbers. */
function entryName(store: Store, revision: number): string {
  return `${historyFolder(store)}${String(revision).padStart(8, '0')}.json`
}

function historyFolder({ mapName }: Store): string {
  return `${ownFolder(mapName)}/history/`
}
