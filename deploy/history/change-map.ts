import { setTimeout as wait } from 'node:timers/promises'
import { FederationError } from '../../core/index.js'
import { isSameMap, type MapJson, toText } from '../map/map-json.js'
import type { Store } from '../store/store.js'
import { type CurrentMap, readMap, withRevision } from './current-map.js'
import { type Action, findRevision, highestRevision, type Revision, readHistory, writeRevision } from './history.js'

/** What is to become of the map, and why. */
export interface Change {
  readonly json: MapJson
  readonly action: Action
  readonly by: string
  readonly message?: string | undefined
  readonly restores?: number
  readonly forced?: true
}

export interface ChangeOptions {
  /** Milliseconds after which to give up where nobody's change comes into force. While others' do, there is progress. Default: 120,000. */
  readonly patience?: number
  /** How often to let others go first, before giving up. Default: 500. */
  readonly attempts?: number
  /** Milliseconds after which a deploy that took a number but changed nothing is held to be dead. Default: 1,000. */
  readonly grace?: number
  /** Default: `readMap`. */
  readonly read?: (store: Store) => Promise<CurrentMap>
}

/**
 * Changes the map by compare-and-swap: nobody's change is lost, however many deploy at once.
 *
 * 1. Read the map, and make the change on what it says now.
 * 2. Where the map is not what its revision's entry says, someone has edited it by hand: that becomes an entry too, so
 *    that it can be rolled back to.
 * 3. Write the new entry under the next number. Where that number is taken, another deploy is at work: when its map
 *    appears, start again; when none does for a second, it died, and all numbers taken so far are passed over.
 * 4. Write the map, if it is still the one that was read. Else start again, after a pause that is the shorter the more
 *    often it was in vain: whoever has waited longest goes first, and nobody starves.
 *
 * A process that is killed leaves the old map or the new one, with at most an entry that never came into force.
 *
 * @param change called anew for each attempt; undefined: nothing is to be changed
 * @returns the new revision, or undefined where `change` wanted none
 * @throws FED-617 when patience ends, FED-61x where the store fails; nothing is changed then. FED-629 where it cannot be
 *   found out
 */
export async function changeMap(
  store: Store,
  change: (current: CurrentMap) => Promise<Change | undefined>,
  { patience = 120_000, attempts = 500, grace = 1_000, read = readMap }: ChangeOptions = {},
): Promise<Revision | undefined> {
  let deadline = Date.now() + patience
  let tag: string | undefined
  let unsettled: Revision | undefined
  for (let attempt = 1; attempt <= attempts && Date.now() < deadline; attempt++) {
    const current = await read(store)
    if (current.tag !== tag) deadline = Date.now() + patience
    tag = current.tag
    if (unsettled && (await wasInForce(store, unsettled, current))) return unsettled
    const wanted = await change(current)
    if (!wanted) return undefined
    const history: OpenHistory = { store, current, grace }
    const parent = await recordEdit(history, wanted.by)
    const entry = parent === undefined ? undefined : await recordChange(history, wanted, parent)
    if (entry && (await store.write(store.mapName, toText(entry.map), current.tag))) return entry
    unsettled = entry
    await wait(Math.random() * Math.max(1_000 / attempt, 50))
  }
  const detail = `${store.location}, since this one began. Nothing of it was deployed. Run the command again when fewer deploy.`
  throw new FederationError('FED-617', detail)
}

/**
 * Whether a revision whose map was not written, as far as is known, had come into force all the same: an answer was
 * lost, and the next deploy was there before anybody looked. Made a second time the change would be another one, where it is
 * a rollback to what was before.
 */
async function wasInForce(store: Store, { revision }: Revision, current: CurrentMap): Promise<boolean> {
  for await (const later of readHistory(store, current.revision)) {
    if (later.revision <= revision) return later.revision === revision
  }
  return false
}

/** What an attempt writes its entries to, and the map that they follow. */
interface OpenHistory {
  readonly store: Store
  readonly current: CurrentMap
  readonly grace: number
}

/**
 * @returns the number of the revision that the map in force is, after recording it where it was not yet; undefined
 *   where another deploy was faster
 */
async function recordEdit(history: OpenHistory, by: string): Promise<number | undefined> {
  const { store, current } = history
  const known = await findRevision(store, current.revision)
  if (known && isSameMap(known.map, current.json)) return known.revision
  // An unknown number (a map copied from elsewhere, a key deleted): go on after the highest.
  const parent = known ? known.revision : await highestRevision(store)
  const edit = { parent, action: 'edit', at: now(), by, map: current.json } as const
  return (await writeNext(history, parent, revision => ({ revision, ...edit })))?.revision
}

function recordChange(history: OpenHistory, { json, message, ...change }: Change, parent: number) {
  const toEntry = (revision: number): Revision => ({
    revision,
    parent,
    at: now(),
    ...change,
    ...(message !== undefined && { message }),
    map: withRevision(json, revision),
  })
  return writeNext(history, parent, toEntry)
}

/** Writes an entry under the next free number, unless whoever took one before brings a new map into force. */
async function writeNext(
  { store, current, grace }: OpenHistory,
  parent: number,
  toEntry: (revision: number) => Revision,
): Promise<Revision | undefined> {
  // Making the change may have taken long: what is written for a map that is gone already never comes into force.
  if (await changesWithin(store, current.tag, 0)) return undefined
  for (let number = parent + 1; ; number = (await highestRevision(store)) + 1) {
    const entry = toEntry(number)
    if (await writeRevision(store, entry)) return entry
    if (await changesWithin(store, current.tag, grace)) return undefined
  }
}

async function changesWithin(store: Store, tag: string, milliseconds: number): Promise<boolean> {
  const deadline = Date.now() + milliseconds
  // Ever less often: thirty that wait must not keep a store busy with their looking.
  for (let pause = 10; ; pause = Math.min(pause * 1.5, 200)) {
    if ((await store.read(store.mapName))?.tag !== tag) return true
    if (Date.now() >= deadline) return false
    await wait(pause * (0.5 + Math.random()))
  }
}

const now = () => new Date().toISOString()
