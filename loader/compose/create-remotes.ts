import {
  applyOverrides,
  type Composed,
  explain,
  FederationError,
  overrideComposed,
  parseManifest,
  preferDevelopment,
  type Remote,
  type RemoteEntry,
  type Resolution,
  readPageMap,
  readPlacements,
  resolveShared,
  toComposed,
} from '../../core/index.js'
import type { Fetched } from '../fetch/fetch-json.js'
import { readGood } from '../fetch/read-good.js'
import { remoteOf } from '../page/remote-of.js'
import type { Remotes, RemotesRequest } from './composing-part.js'

type RemoteState =
  /** Its manifest is fetched when it is first imported. */
  | { readonly kind: 'idle' }
  /** Its manifest is on its way, or waits for the next composition. */
  | { readonly kind: 'joining'; readonly joined: Promise<void> }
  | { readonly kind: 'mapped' }
  | { readonly kind: 'failed'; readonly error: FederationError }

/**
 * The page's remotes, and the map that comes of them.
 *
 * The first composition waits for all manifests, at most `manifestWait`. Who arrives later is composed in with the
 * placements so far pinned, so that nothing that runs is moved; who arrives together joins together.
 */
export function createRemotes(request: RemotesRequest): Remotes {
  const { overrides, format, settings, emit, checkOrigin, fetchManifest } = request
  const page = applyOverrides(readPageMap(request.json, request.url), overrides)
  // Module Federation remotes take no part: they choose among what comes of this.
  const entries = new Map(page.remotes.flatMap(entry => (entry.kind === 'fedmap' ? [[entry.name, entry]] : [])))
  const remoteNames = new Set(page.remotes.map(({ name }) => name))
  const otherOverrides = Object.fromEntries(Object.entries(overrides).filter(([name]) => !remoteNames.has(name)))
  const placements = readPlacements(page, format)
  const options = { format, host: page.host ?? request.host, prefer: placements }
  const states = new Map<string, RemoteState>([...entries.keys()].map(name => [name, { kind: 'idle' }]))
  const arrived = new Map<string, Remote>()
  let resolution: Resolution | undefined
  /** Settles when the next composition may begin. */
  let queue: Promise<unknown> = Promise.resolve()
  let scheduled: Promise<void> | undefined

  async function open(): Promise<void> {
    for (const message of page.warnings) emit('warning', { message, url: page.url })
    for (const [name, url] of Object.entries(otherOverrides)) checkOrigin(url, name)
    if (request.composed) return setStates(request.composed, entries.keys())
    const arrivals = [...request.manifests].map(([name, manifest]) => [name, arrive(name, manifest)] as const)
    const all = Promise.allSettled(arrivals.map(([, arrival]) => arrival))
    queue = Promise.race([all, delay(settings.manifestWait)])
    for (const [name, arrival] of arrivals) join(name, arrival)
    await composeSoon()
  }

  function arrivalOf(specifier: string): Promise<void> | undefined {
    const name = remoteOf(specifier, states.keys()) ?? ''
    const state = states.get(name)
    if (!state || state.kind === 'mapped') return undefined
    if (state.kind === 'joining') return state.joined
    if (state.kind === 'idle') return join(name, arrive(name))
    if (state.error.code !== 'FED-203') states.set(name, { kind: 'idle' })
    throw state.error
  }

  async function register(name: string, url: string): Promise<void> {
    const known = entries.get(name)
    if (known && known.url !== url) {
      const detail = `${name} is ${known.url} on this page already. Register ${url} under another name.`
      throw new FederationError('FED-409', detail, { remote: name, url })
    }
    if (!known) {
      entries.set(name, { name, url, kind: 'fedmap' })
      states.set(name, { kind: 'idle' })
    }
    await arriveAll()
    await arrivalOf(name)
    arrivalOf(name) // Throws where it has not joined.
  }

  /** Has a manifest read, or its last good version. */
  function arrive(name: string, fetched = fetchManifest(entries.get(name) as RemoteEntry)): Promise<void> {
    const { url } = entries.get(name) as RemoteEntry
    const read = ({ json, url }: Fetched) => {
      checkOrigin(url, name) // It may have been redirected.
      arrived.set(name, { name, base: new URL('.', url).href, manifest: parseManifest(json, url) })
    }
    return readGood(url, fetched, read, page.written.integrity[url], emit)
  }

  function join(name: string, arrival: Promise<void>): Promise<void> {
    const joined = arrival.then(composeSoon).catch(error => fail(name, error))
    states.set(name, { kind: 'joining', joined })
    return joined
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

  async function composeNow(): Promise<void> {
    const isLate = resolution ?? request.composed
    const pinned = resolution ?? (request.composed && placements)
    // What runs stays, so only what is composed first can make way.
    const remotes = pinned ? [...arrived.values()] : preferDevelopment([...arrived.values()], name => name in overrides)
    resolution = resolveShared(remotes, { ...options, pinned })
    const { environments, cost } = resolution
    const joined = [...environments.keys()].filter(name => states.get(name)?.kind !== 'mapped')
    const composed = toComposed(resolution, page.written)
    await request.put(overrideComposed(composed, otherOverrides))
    setStates(composed, environments.keys())
    emit('resolved', { remotes: [...environments.keys()], cost })
    // What is pinned is free, so this is the cost of what was added.
    if (isLate) for (const remote of joined) emit('late', { remote, cost })
  }

  function setStates({ rejected }: Composed, mapped: Iterable<string>): void {
    for (const name of mapped) states.set(name, { kind: 'mapped' })
    for (const [name, why] of Object.entries(rejected)) {
      fail(name, new FederationError('FED-203', why, { remote: name }))
    }
  }

  function fail(name: string, error: FederationError): void {
    const state = states.get(name)
    if (state?.kind === 'failed' && state.error.code === error.code) return
    states.set(name, { kind: 'failed', error })
    emit('rejected', { remote: name, error })
  }

  /** Where the map was composed beforehand, nobody has read the manifests yet. */
  async function arriveAll(): Promise<void> {
    if (request.composed && arrived.size === 0)
      await Promise.allSettled(page.remotes.filter(({ kind }) => kind === 'fedmap').map(({ name }) => arrive(name)))
  }

  return {
    open,
    arrivalOf,
    register,
    async explain(packageName, remote) {
      await arriveAll()
      return explain(resolution ?? resolveShared([...arrived.values()], options), packageName, remote)
    },
  }
}

function delay(milliseconds: number): Promise<void> {
  return new Promise(resume => setTimeout(resume, milliseconds))
}
