import { sortRecord } from '../../core/import-map/sort-record.js'
import {
  applyOverrides,
  type Composed,
  FederationError,
  type PageMap,
  type RemoteEntry,
  readComposed,
  readPageMap,
  remoteOf,
  resolveSpecifier,
  resolveUrlLike,
} from '../../core/index.js'
import type { ComposingPart, Remotes } from '../compose/composing-part.js'
import type { DeveloperPart } from '../developer/developer-part.js'
import type { EngineFactory, Module, Page } from '../engine/engine.js'
import type { PageWithManifests } from '../engine/page-with-manifests.js'
import { createEvents } from '../events/events.js'
import { logEvents } from '../events/log-events.js'
import { type Fetched, fetchJson } from '../fetch/fetch-json.js'
import type { Loader, LoaderOptions } from '../loader.js'
import type { ModuleFederation } from '../module-federation/module-federation-part.js'
import { onceItSucceeds } from '../once-it-succeeds.js'
import { defaultSettings } from '../settings.js'
import { loadError } from './load-error.js'
import { findMapScript, showMap } from './map-script.js'
import { createOriginCheck } from './origin-check.js'
import { readImportMap } from './read-import-map.js'
import { hasOverridesPanel, type Overrides, readOverrides } from './read-overrides.js'

/** The files of the loader that only some pages load. */
export interface Parts {
  composing(): Promise<ComposingPart>
  developer(): Promise<DeveloperPart>
  moduleFederation(page: PageWithManifests): Promise<ModuleFederation>
}

/**
 * The loader, less its parts: all that a page loads whose map was composed beforehand. It reads importmap.json
 * and puts the generated part into force, where that is of the very remotes that the page has. Else it requests the
 * manifests and the composing part, in one round, and leaves the remotes to that.
 */
export function createPageLoader(options: LoaderOptions & { readonly engine: EngineFactory }, parts: Parts): Loader {
  const { on, emit } = createEvents()
  logEvents(on)
  const settings = { ...defaultSettings, ...options }
  const { isWhollyAllowed, checkOrigin } = createOriginCheck(options.allowedOrigins)
  const mapSource = options.importMap ?? findMapScript()
  /** What is in force. While nothing is, nobody asks for what follows, which `open` finds out. */
  let composed: Composed | undefined
  /** importmap.json, with the overrides of remotes applied. */
  let map: PageMap
  let overrides: Overrides
  /** Where the map was composed beforehand: the remotes that were rejected then, and why. */
  let rejected: Readonly<Record<string, FederationError>> | undefined
  /** Remote → its manifest, on its way. */
  let manifests: ReadonlyMap<string, Promise<Fetched>>
  let remotes: Remotes | undefined
  /** What was asked for to run, or was imported by what was. */
  const begun = new Set<string>()

  const page: Page = {
    composed: () => composed ?? nothing,
    resolve(specifier, parentUrl) {
      const note = (url: string) => {
        begun.add(url)
        return url
      }
      const url = locate(specifier, parentUrl)
      return typeof url === 'string' ? note(url) : url.then(note)
    },
    integrityOf: url => page.composed().map.integrity[url] ?? options.integrity?.[url] ?? '',
    settings,
    emit,
  }
  const engine = options.engine(page)
  // After the engine, whose features wrap some of what the page says (`withFailover` its hashes).
  const withManifests: PageWithManifests = { ...page, fetchManifest, checkOrigin }
  const loadDeveloperPart = onceItSucceeds(() => loadPart(parts.developer))
  const loadForeign = onceItSucceeds(() => parts.moduleFederation(withManifests))
  const loadRemotes = onceItSucceeds(openRemotes)
  const ready = open()
  ready.catch(() => engine.addImportMap(nothing.map)) // Whoever waits for it sees it; an engine that waits waits no more.

  async function open(): Promise<void> {
    const overridden = readOverrides(options.overrides)
    const read = async ({ json, url }: Fetched) => {
      overrides = await overridden
      map = applyOverrides(readPageMap(json, url), overrides)
      const isAsWritten = !hasOverrides() && isWhollyAllowed(map.generated?.key)
      return isAsWritten ? readComposed(map, engine.format) : undefined
    }
    const beforehand = await readImportMap(mapSource, settings, emit, read)
    for (const message of map.warnings) emit('warning', { message, url: map.url })
    rejected =
      beforehand &&
      sortRecord(map.generated?.key.rejected ?? {}, (why, remote) => new FederationError('FED-203', why, { remote }))
    for (const remote in rejected) emit('rejected', { remote, error: rejected[remote] as FederationError })
    const isEager = ({ name, kind }: RemoteEntry) => kind === 'fedmap' && !map.lazy.includes(name)
    const eager = beforehand ? [] : map.remotes.filter(isEager)
    manifests = new Map(eager.map(remote => [remote.name, fetchManifest(remote)]))
    for (const manifest of manifests.values()) manifest.catch(() => {}) // The remotes see it.

    const asWritten = { ...nothing, map: map.written }
    if (beforehand || (eager.length === 0 && !hasOverrides())) {
      await put(beforehand ?? asWritten)
      const joined = map.remotes.map(({ name }) => name).filter(name => rejected && !rejected[name])
      emit('resolved', { remotes: joined })
    } else {
      await loadRemotes().catch(error => {
        for (const { name } of eager) emit('rejected', { remote: name, error })
        return put(asWritten)
      })
    }
  }

  /** With the words for the names that there are; without those, where they cannot be had. */
  function withNames(failure: FederationError): Promise<FederationError> {
    return loadDeveloperPart().then(
      part => part.unmappedError(failure, page.composed().map, map.remotes),
      () => failure,
    )
  }

  function hasOverrides(): boolean {
    return Object.keys(overrides).length > 0
  }

  async function fetchManifest({ name, url }: RemoteEntry): Promise<Fetched> {
    checkOrigin(url, name)
    const { manifestTimeout: timeout, retries } = settings
    const integrity = map.written.integrity[url]
    return fetchJson(url, { timeout, retries, integrity, emit, codes: ['FED-403', 'FED-404'] })
  }

  async function openRemotes(): Promise<Remotes> {
    const { createRemotes } = await loadPart(parts.composing)
    const created = createRemotes({
      ...withManifests,
      map,
      overrides,
      manifests,
      rejected,
      begun: engine.isFrozen ? undefined : begun,
      host: options.host,
      format: engine.format,
      loadDeveloperPart,
      put,
    })
    await created.open()
    remotes = created
    return created
  }

  /** At once, but where the engine has to look at it first. */
  function put(next: Composed): void | Promise<void> {
    return engine.prepare ? engine.prepare(next).then(putPrepared) : putPrepared(next)
  }

  function putPrepared(next: Composed): void {
    composed = next
    engine.addImportMap(next.map)
    if (mapSource instanceof HTMLScriptElement && hasOverridesPanel()) showMap(next.map, mapSource)
  }

  function locate(specifier: string, parentUrl = document.baseURI): string | Promise<string> {
    const again = () => locate(specifier, parentUrl)
    if (!composed && !resolveUrlLike(specifier, parentUrl)) return ready.then(again)
    const remote = composed && remoteEntryOf(specifier)
    if (remote?.kind === 'module-federation') return loadForeign().then(({ urlOf }) => urlOf(remote, specifier))
    const arrival = composed && arrivalOf(specifier)
    return arrival ? arrival.then(again) : resolveSpecifier(page.composed().map, specifier, parentUrl)
  }

  /** What the remotes say, where they are loaded; else what can be said without them. */
  function arrivalOf(specifier: string): Promise<void> | undefined {
    if (remotes) return remotes.arrivalOf(specifier)
    const remote = remoteEntryOf(specifier)?.name
    if (!remote) return undefined
    const why = rejected?.[remote]
    if (why) throw why
    return rejected ? undefined : loadRemotes().then(loaded => loaded.arrivalOf(specifier))
  }

  function remoteEntryOf(specifier: string): RemoteEntry | undefined {
    const names = map.remotes.map(({ name }) => name)
    const found = remoteOf(specifier, names)
    return map.remotes.find(({ name }) => name === found)
  }

  return {
    async import<M = Module>(specified: string, parentUrl?: string) {
      const specifier = `${specified}` // As the browser's own does: what is undefined has no name on the map.
      await ready
      try {
        return (await engine.import(specifier, parentUrl)) as M
      } catch (error) {
        const failure = loadError(error, { remote: remoteEntryOf(specifier)?.name, specifier })
        throw failure.code === 'FED-303' ? await withNames(failure) : failure
      }
    },
    async preload(specifier, parentUrl) {
      await ready
      engine.preload(await locate(`${specifier}`, parentUrl))
    },
    resolve: (specifier, parentUrl = document.baseURI) =>
      resolveSpecifier(page.composed().map, `${specifier}`, parentUrl),
    async explain(packageName, remote) {
      await ready
      return (await loadRemotes()).explain(packageName, remote)
    },
    ready,
    async registerRemote(name, url) {
      await ready
      await (await loadRemotes()).register(name, new URL(url, document.baseURI).href)
    },
    on,
  }
}

const nothing: Composed = {
  map: { imports: {}, scopes: {}, integrity: {} },
  closures: {},
  css: {},
  standIns: {},
}

function loadPart<Part>(load: () => Promise<Part>): Promise<Part> {
  return load().catch(cause => {
    const detail = `${cause?.message} It belongs beside fedmap.js, in the same version.`
    throw new FederationError('FED-408', detail, {}, cause)
  })
}
