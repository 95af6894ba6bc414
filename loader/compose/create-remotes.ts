import {
  FederationError,
  keptCopies,
  type Malformed,
  type PreviousResolution,
  type Remote,
  type RemoteEntry,
  type Resolved,
  readManifest,
  readPlacements,
  remoteOf,
  resolveKeeping,
  toComposed,
} from '../../core/index.js'
import type { DeveloperPart } from '../developer/developer-part.js'
import type { Fetched } from '../fetch/fetch-json.js'
import { readGood } from '../fetch/read-good.js'
import type { Remotes, RemotesRequest } from './composing-part.js'
import { importedRemotes } from './imported-remotes.js'
import { whatRuns } from './what-runs.js'

type RemoteState =
  /** Its manifest is fetched when it is first imported. */
  | 'idle'
  /** Settles when it has joined or has failed: its manifest is on its way, or waits for the next composition. */
  | Promise<void>
  | 'joined'
  /** Why it failed. */
  | FederationError

/**
 * The page's remotes, and the map that comes of them.
 *
 * The first composition waits for all manifests, at most `manifestWait`, and for those of overridden remotes. Who arrives
 * later is composed in with the placements of all that runs pinned, so that nothing that runs is moved; who arrives together
 * joins together. A remote that imports one that is on its way waits for it, since the two may have to see the same copies.
 */
export function createRemotes(request: RemotesRequest): Remotes {
  const { map, format, settings, emit, checkOrigin, fetchManifest } = request
  // Module Federation remotes take no part: they choose among what comes of this.
  const entries = new Map(map.remotes.flatMap(entry => (entry.kind === 'fedmap' ? [[entry.name, entry]] : [])))
  const remoteNames = new Set(map.remotes.map(({ name }) => name))
  /** Of plain entries and of copies. Those of remotes are in the map already. */
  const overrides = Object.entries(request.overrides).filter(([name]) => !remoteNames.has(name))
  /** Who saw which copy when the map was composed beforehand: preferred, as long as there is no resolution of the page's own. */
  const placements = readPlacements(map)
  const options = { format, host: map.host ?? request.host }
  const states = new Map<string, RemoteState>([...entries.keys()].map(name => [name, 'idle']))
  /** Those whose manifests were read, of whatever state. */
  const arrived = new Map<string, Remote>()
  /** Failures that an import has rejected with. */
  const thrown = new WeakSet<Error>()
  let resolution: Resolved | undefined
  /** Settles when the next composition may begin. */
  let queue: Promise<unknown> = Promise.resolve()
  /** The composition that has not begun: who arrives now is part of it. */
  let scheduled: Promise<void> | undefined

  const isLocal = (name: string) => name in request.overrides

  async function open(): Promise<void> {
    for (const [name, url] of overrides) checkOrigin(url, name)
    if (request.rejected) {
      setJoined(entries.keys())
      for (const [name, error] of Object.entries(request.rejected)) states.set(name, error)
      return
    }
    const arrivals = [...request.manifests].map(([name, manifest]) => [name, arrive(name, manifest)] as const)
    const settled = (isAwaited: (name: string) => boolean) =>
      Promise.allSettled(arrivals.map(([name, arrival]) => isAwaited(name) && arrival))
    const waited = new Promise(resume => setTimeout(resume, settings.manifestWait))
    // A developer's own remote is waited for: its server may be building, and joining late it would not get its own copies.
    queue = Promise.race([settled(() => true), waited.then(() => settled(isLocal))])
    for (const [name, arrival] of arrivals) join(name, arrival)
    await composeSoon()
  }

  function arrivalOf(specifier: string): Promise<void> | undefined {
    const name = remoteOf(specifier, states.keys()) ?? ''
    const state = states.get(name)
    if (!state) return undefined
    if (state === 'joined') return arrivalOfImported(name)
    // What has been thrown once may be mended by now, but for a rejection: that takes another remote to join.
    if (state instanceof Error && (state.code === 'FED-203' || !thrown.has(state))) throwFailure(name)
    const joining = state instanceof Promise ? state : join(name, arrive(name))
    // All who wait for it see it fail; who imports it after that tries again.
    return joining.then(() => throwFailure(name))
  }

  function throwFailure(name: string): void {
    const failure = failureOf(name)
    if (!failure) return
    thrown.add(failure)
    throw failure
  }

  /** Settles when all remotes that this one's modules import, and what those import, have joined or failed. */
  function arrivalOfImported(name: string): Promise<void> | undefined {
    const isAbsent = (name: string) => states.get(name) === 'idle' || states.get(name) instanceof Promise
    const absent = importedRemotes(name, arrived, [...states.keys()]).filter(isAbsent)
    const settled = () => Promise.allSettled(absent.map(async name => arrivalOf(name)))
    return absent.length > 0 ? settled().then(() => {}) : undefined
  }

  async function register(name: string, url: string): Promise<void> {
    await arriveAll()
    const known = entries.get(name)
    if (known && known.url !== url) {
      const detail = `${name} is ${known.url} on this page already. Register ${url} under another name.`
      throw new FederationError('FED-409', detail, { remote: name, url })
    }
    if (!known) {
      entries.set(name, { name, url, kind: 'fedmap' })
      states.set(name, 'idle')
    }
    await arrivalOf(name)
    await arrivalOf(name) // Why it is rejected is said a little later.
  }

  /** Has a manifest read, or its last good version. */
  function arrive(name: string, fetched = fetchManifest(entries.get(name) as RemoteEntry)): Promise<void> {
    const { url } = entries.get(name) as RemoteEntry
    const read = async ({ json, url }: Fetched) => {
      checkOrigin(url, name) // It may have been redirected.
      try {
        arrived.set(name, { name, base: new URL('.', url).href, manifest: readManifest(json) })
      } catch (error) {
        const malformed = error as Malformed
        const [path, , expected] = malformed
        throw await inWords([url, path, expected], part => part.manifestError(json, url, malformed))
      }
    }
    return readGood(url, fetched, read, map.written.integrity[url], emit)
  }

  /** What to say of an error is a part of its own; where that cannot be had its error says of what. */
  function inWords(what: unknown, say: (part: DeveloperPart) => FederationError): Promise<FederationError> {
    return request
      .loadDeveloperPart()
      .then(
        say,
        ({ message }) => new FederationError('FED-408', `${message} It has the words for ${JSON.stringify(what)}.`),
      )
  }

  function join(name: string, arrival: Promise<void>): Promise<void> {
    const joining = arrival.then(composeSoon).catch(error => fail(name, error))
    states.set(name, joining)
    return joining
  }

  /** One composition for all who arrive before it begins. */
  function composeSoon(): Promise<void> {
    scheduled ??= queue.then(() => {
      scheduled = undefined
      return composeNow()
    })
    queue = scheduled.catch(() => {})
    return scheduled
  }

  function resolve(previous: PreviousResolution | undefined, pinned?: PreviousResolution, prefer = previous): Resolved {
    const remotes = [...arrived.values()]
    // What was composed beforehand may keep copies at addresses that no remote has any more.
    const kept = keptCopies(remotes, previous, format)
    return resolveKeeping(remotes, kept, { ...options, pinned, prefer })
  }

  async function composeNow(): Promise<void> {
    // Before all else: nothing may begin to run between the look at what runs and the new map.
    const developer = Object.keys(request.overrides).length > 0 ? await request.loadDeveloperPart() : undefined
    const previous = resolution ?? placements
    const isLate = resolution || request.rejected
    const pinned = isLate && previous && whatRuns(previous, request.begun, arrived, format)
    resolution = resolve(previous, pinned)
    // What runs stays, so only what is composed first can be of another build.
    const better = pinned ? undefined : developer?.preferDevelopment(resolution, isLocal)
    if (better) resolution = resolve(previous, pinned, better)
    const { environments, rejected, cost } = resolution
    const remotes = [...environments.keys()]
    const newcomers = remotes.filter(name => states.get(name) !== 'joined')
    const composed = toComposed(resolution, map.written)
    await request.put(developer?.overrideComposed(composed, Object.fromEntries(overrides)) ?? composed)
    setJoined(remotes)
    for (const name of rejected) reject(name, resolution)
    emit('resolved', { remotes, cost })
    // What runs is pinned, and free, so this is the cost of what was added.
    if (isLate) for (const remote of newcomers) emit('late', { remote, cost })
  }

  function setJoined(names: Iterable<string>): void {
    for (const name of names) states.set(name, 'joined')
  }

  /** The others need not wait for the words for it. */
  function reject(name: string, resolution: Resolved): void {
    if (failureOf(name)?.code === 'FED-203') return
    const inSentences = (part: DeveloperPart) =>
      new FederationError('FED-203', part.explain(part.toResolution(resolution), undefined, name), { remote: name })
    const told = inWords(`why ${name} is rejected`, inSentences).then(error => {
      if (states.get(name) === told) fail(name, error) // Else it has joined meanwhile.
    })
    states.set(name, told)
  }

  function fail(name: string, error: FederationError): void {
    const known = failureOf(name)
    if (known && known.code === error.code) return // It is told once.
    states.set(name, error)
    emit('rejected', { remote: name, error })
  }

  /** Why a remote has failed already. */
  function failureOf(name: string): FederationError | undefined {
    const state = states.get(name)
    return state instanceof Error ? state : undefined
  }

  /** Where the map was composed beforehand, nobody has read the manifests yet. Those of who was rejected may be missing. */
  async function arriveAll(): Promise<void> {
    const unread = [...states].filter(([name]) => !arrived.has(name))
    await Promise.all(
      unread.map(([name, state]) => {
        if (state === 'joined') return arrive(name)
        return request.rejected?.[name] && arrive(name).catch(() => {})
      }),
    )
  }

  return {
    open,
    arrivalOf,
    register,
    async explain(packageName, remote) {
      const [part] = await Promise.all([request.loadDeveloperPart(), arriveAll().catch(() => {})])
      return part.explain(part.toResolution(resolution ?? resolve(placements)), packageName, remote)
    },
  }
}
