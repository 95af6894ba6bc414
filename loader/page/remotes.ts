import {
  type Composed,
  FederationError,
  type Format,
  type PageMap,
  type RemoteEntry,
  type Resolution,
  readComposed,
} from '../../core/index.js'
import type { ComposingPart, Composition } from '../compose/composing-part.js'
import type { Emit } from '../events/events.js'
import { type Fetched, fetchJson } from '../fetch/fetch-json.js'
import type { Settings } from '../settings.js'

export interface RemotesOptions {
  readonly page: PageMap
  readonly host: string | undefined
  readonly format: Format
  readonly settings: Settings
  readonly emit: Emit
  readonly composingPart: () => Promise<ComposingPart>
  /** Throws where a remote's files may not come from this URL. */
  readonly checkOrigin: (url: string, remote: string) => void
  /** Puts what was composed into force. */
  readonly put: (composed: Composed) => void
}

export interface Remotes {
  /** Puts the first map into force. What fails on the way is data of the remote that it concerns. */
  open(): Promise<void>
  /**
   * The remote that a specifier belongs to is on its way: settles when it has joined. Undefined where there is nothing
   * to wait for. An idle remote sets out now.
   *
   * @throws why the remote cannot be imported; the next call tries again, where that may help
   */
  arrivalOf(specifier: string): Promise<void> | undefined
  /** The remote that a specifier belongs to. */
  nameOf(specifier: string): string | undefined
  /** Adds a remote that importmap.json does not have. */
  register(name: string, url: string): Promise<void>
  /** What the page's map comes from. Where that was composed beforehand, it is resolved now. */
  resolution(): Promise<Resolution>
}

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
export function createRemotes(options: RemotesOptions): Remotes {
  const { page, host, format, settings, emit, checkOrigin } = options
  const entries = new Map(page.remotes.map(entry => [entry.name, entry]))
  const states = new Map<string, RemoteState>(page.remotes.map(({ name }) => [name, { kind: 'idle' }]))
  const manifests = new Map<string, Fetched>()
  let composition: Composition | undefined
  /** Settles when the next composition may begin. */
  let queue: Promise<unknown> = Promise.resolve()
  let scheduled: Promise<void> | undefined
  let part: Promise<ComposingPart> | undefined

  async function open(): Promise<void> {
    const composed = readComposed(page, format)
    if (composed) return put(composed, entries.keys())
    const eager = page.remotes.filter(({ name }) => !page.lazy.includes(name))
    if (eager.length === 0) return put(uncomposed(page), [])

    loadPart().catch(() => {}) // Now, so that it costs no round of its own; who waits for it sees it fail.
    const requests = eager.map(requestManifest)
    queue = Promise.race([Promise.allSettled(requests), delay(settings.manifestWait)])
    for (const [index, { name }] of eager.entries()) join(name, requests[index] as Promise<void>)
    await composeSoon().catch(() => put(uncomposed(page), []))
  }

  function arrivalOf(specifier: string): Promise<void> | undefined {
    const name = nameOf(specifier) ?? ''
    const state = states.get(name)
    if (!state || state.kind === 'mapped') return undefined
    if (state.kind === 'joining') return state.joined
    if (state.kind === 'idle') return join(name, requestManifest(entries.get(name) as RemoteEntry))
    if (state.error.code !== 'FED-203') states.set(name, { kind: 'idle' })
    throw state.error
  }

  function nameOf(specifier: string): string | undefined {
    const names = [...states.keys()].filter(name => specifier === name || specifier.startsWith(`${name}/`))
    return names.sort((a, b) => b.length - a.length)[0]
  }

  async function register(name: string, url: string): Promise<void> {
    const known = entries.get(name)
    if (known && known.url !== url) {
      const detail = `${name} is ${known.url} on this page already. Register ${url} under another name.`
      throw new FederationError('FED-409', detail, { remote: name, url })
    }
    entries.set(name, known ?? { name, url, kind: 'fedmap' })
    if (!known) states.set(name, { kind: 'idle' })
    await settleResolution()
    await arrivalOf(name)
    arrivalOf(name)
  }

  async function requestManifest({ name, url }: RemoteEntry): Promise<void> {
    checkOrigin(url, name)
    const fetched = await fetchJson(url, {
      timeout: settings.manifestTimeout,
      retries: settings.retries,
      integrity: page.written.integrity[url],
      emit,
      codes: ['FED-403', 'FED-404'],
    })
    checkOrigin(fetched.url, name)
    manifests.set(name, fetched)
  }

  function join(name: string, requested: Promise<void>): Promise<void> {
    const joined = requested.then(composeSoon).catch(error => fail(name, error))
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
    const { compose } = await loadPart()
    const previous = composition
    composition = compose({ written: page.written, manifests, format, host, previous })
    for (const [name, error] of composition.refused) {
      manifests.delete(name)
      fail(name, error)
    }
    const { resolution, composed, extraBytes } = composition
    const joined = [...resolution.environments.keys()].filter(name => states.get(name)?.kind !== 'mapped')
    put(composed, resolution.environments.keys())
    if (previous) for (const remote of joined) emit('late', { remote, extraBytes })
  }

  function put(composed: Composed, mapped: Iterable<string>): void {
    for (const name of mapped) states.set(name, { kind: 'mapped' })
    for (const [name, why] of Object.entries(composed.rejected)) {
      fail(name, new FederationError('FED-203', why, { remote: name }))
    }
    options.put(composed)
    const remotes = [...states.keys()].filter(name => states.get(name)?.kind === 'mapped')
    emit('resolved', { remotes, ...(composition && { cost: composition.cost }) })
  }

  function fail(name: string, error: FederationError): void {
    const state = states.get(name)
    if (state?.kind === 'failed' && state.error.code === error.code) return
    states.set(name, { kind: 'failed', error })
    emit('rejected', { remote: name, error })
  }

  async function settleResolution(): Promise<Resolution> {
    if (!composition) {
      await Promise.allSettled(page.remotes.map(requestManifest))
      const { compose } = await loadPart()
      composition ??= compose({ written: page.written, manifests, format, host, previous: undefined })
    }
    return composition.resolution
  }

  function loadPart(): Promise<ComposingPart> {
    part ??= options.composingPart().catch(cause => {
      part = undefined
      const detail = `${cause?.message}. It lies beside fedmap.js and has to be of the same version.`
      throw new FederationError('FED-408', detail, {}, cause)
    })
    return part
  }

  return { open, arrivalOf, nameOf, register, resolution: settleResolution }
}

/** What a page runs on that has plain entries only. */
function uncomposed({ written }: PageMap): Composed {
  return { map: written, closures: {}, css: {}, standIns: {}, rejected: {} }
}

function delay(milliseconds: number): Promise<void> {
  return new Promise(resume => setTimeout(resume, milliseconds))
}
