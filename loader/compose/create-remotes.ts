import {
  applyOverrides,
  type Composed,
  explain,
  FederationError,
  overrideComposed,
  type RemoteEntry,
  readPageMap,
} from '../../core/index.js'
import type { Fetched } from '../fetch/fetch-json.js'
import { remoteOf } from '../page/remote-of.js'
import { type Composition, composeManifests } from './compose-manifests.js'
import type { Remotes, RemotesRequest } from './composing-part.js'
import { readPlacements } from './read-placements.js'

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
  const entries = new Map(page.remotes.map(entry => [entry.name, entry]))
  const otherOverrides = Object.fromEntries(Object.entries(overrides).filter(([name]) => !entries.has(name)))
  const placements = readPlacements(page, format)
  const options = { written: page.written, format, host: page.host ?? request.host }
  const states = new Map<string, RemoteState>(page.remotes.map(({ name }) => [name, { kind: 'idle' }]))
  const manifests = new Map<string, Fetched>()
  let composition: Composition | undefined
  /** Settles when the next composition may begin. */
  let queue: Promise<unknown> = Promise.resolve()
  let scheduled: Promise<void> | undefined

  async function open(): Promise<void> {
    for (const message of page.warnings) emit('warning', { message, url: page.url })
    for (const [name, url] of Object.entries(otherOverrides)) checkOrigin(url, name)
    if (request.composed) return setStates(request.composed, entries.keys())
    const requests = [...request.manifests.values()]
    queue = Promise.race([Promise.allSettled(requests), delay(settings.manifestWait)])
    for (const [name, manifest] of request.manifests) join(name, manifest)
    await composeSoon()
  }

  function arrivalOf(specifier: string): Promise<void> | undefined {
    const name = remoteOf(specifier, states.keys()) ?? ''
    const state = states.get(name)
    if (!state || state.kind === 'mapped') return undefined
    if (state.kind === 'joining') return state.joined
    if (state.kind === 'idle') return join(name, fetchManifest(entries.get(name) as RemoteEntry))
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
    await requestAll()
    await arrivalOf(name)
    arrivalOf(name) // Throws where it has not joined.
  }

  function join(name: string, requested: Promise<Fetched>): Promise<void> {
    const joined = requested
      .then(manifest => {
        manifests.set(name, manifest)
        return composeSoon()
      })
      .catch(error => fail(name, error))
    states.set(name, { kind: 'joining', joined })
    return joined
  }

  /** One composition for all who arrive before it begins. */
  function composeSoon(): Promise<void> {
    scheduled ??= queue.then(() => {
      scheduled = undefined
      composeNow()
    })
    queue = scheduled.catch(() => {})
    return scheduled
  }

  function composeNow(): void {
    const isLate = composition ?? request.composed
    const pinned = composition?.resolution ?? (request.composed && placements)
    composition = composeManifests(manifests, { ...options, pinned, prefer: placements })
    for (const [name, error] of composition.refused) {
      manifests.delete(name)
      fail(name, error)
    }
    const { resolution, composed } = composition
    const joined = [...resolution.environments.keys()].filter(name => states.get(name)?.kind !== 'mapped')
    setStates(composed, resolution.environments.keys())
    request.put(overrideComposed(composed, otherOverrides))
    const remotes = [...resolution.environments.keys()]
    emit('resolved', { remotes, cost: resolution.cost })
    // What is pinned is free, so this is the cost of what was added.
    if (isLate) for (const remote of joined) emit('late', { remote, cost: resolution.cost })
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
  async function requestAll(): Promise<void> {
    if (!request.composed || manifests.size > 0) return
    await Promise.allSettled(
      page.remotes.map(async remote => void manifests.set(remote.name, await fetchManifest(remote))),
    )
  }

  return {
    open,
    arrivalOf,
    register,
    async explain(packageName, remote) {
      await requestAll()
      const { resolution } = composition ?? composeManifests(manifests, { ...options, prefer: placements })
      return explain(resolution, packageName, remote)
    },
  }
}

function delay(milliseconds: number): Promise<void> {
  return new Promise(resume => setTimeout(resume, milliseconds))
}
