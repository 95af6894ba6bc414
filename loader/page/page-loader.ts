import {
  applyOverrides,
  type Composed,
  FederationError,
  type ImportMap,
  parseImportMap,
  type RemoteEntry,
  readComposed,
  readGenerated,
  readRemotes,
  resolveSpecifier,
} from '../../core/index.js'
import type { ComposingPart, Remotes } from '../compose/composing-part.js'
import type { EngineFactory, Module, Page } from '../engine/engine.js'
import { createEvents } from '../events/events.js'
import { logEvents } from '../events/log-events.js'
import { type Fetched, fetchJson } from '../fetch/fetch-json.js'
import type { Loader, LoaderOptions } from '../loader.js'
import type { ModuleFederation, ModuleFederationPage } from '../module-federation/module-federation-part.js'
import { defaultSettings } from '../settings.js'
import { originCheck } from './check-origin.js'
import { loadError } from './load-error.js'
import { findMapScript, showMap } from './map-script.js'
import { readImportMap } from './read-import-map.js'
import { hasOverridesPanel, readOverrides } from './read-overrides.js'
import { remoteOf } from './remote-of.js'

/**
 * The loader, less its composing part: all that a page loads whose map was composed beforehand. It reads importmap.json
 * and puts the generated part into force, where that is of the very remotes that the page has. Else it requests the
 * manifests and the composing part, in one round, and leaves the remotes to that.
 */
export function createPageLoader(
  options: LoaderOptions & { readonly engine: EngineFactory },
  composingPart: () => Promise<ComposingPart>,
  moduleFederation: (page: ModuleFederationPage) => Promise<ModuleFederation>,
): Loader {
  const { on, emit } = createEvents()
  logEvents(on)
  const settings = { ...defaultSettings, ...options }
  const { isAllowed, checkOrigin } = originCheck(options.allowedOrigins)
  const mapSource = options.importMap ?? findMapScript()
  let composed: Composed | undefined
  let entries: readonly RemoteEntry[] = []
  let isBeforehand = false
  let remotes: Remotes | undefined
  let loadRemotes: () => Promise<Remotes>
  let loadForeign: () => Promise<ModuleFederation>

  const page: Page = {
    composed: () => composed ?? nothing,
    resolve(specifier, parentUrl = document.baseURI) {
      if (!composed && !isUrl.test(specifier)) return ready.then(() => page.resolve(specifier, parentUrl))
      const remote = composed && remoteEntryOf(specifier)
      if (remote?.kind === 'module-federation') return loadForeign().then(({ urlOf }) => urlOf(remote, specifier))
      const arrival = composed && arrivalOf(specifier)
      if (arrival) return arrival.then(() => page.resolve(specifier, parentUrl))
      return resolveSpecifier(page.composed().map, specifier, parentUrl)
    },
    integrityOf: url => page.composed().map.integrity[url] ?? options.integrity?.[url] ?? '',
    settings,
    emit,
  }
  const engine = options.engine(page)
  const ready = open()
  ready.catch(() => {}) // Whoever waits for it sees it.

  async function open(): Promise<void> {
    const overridden = options.overrides ?? readOverrides()
    const read = async ({ json, url }: Fetched) => {
      const overrides = await overridden
      const found = { url, remotes: readRemotes(json, url), generated: readGenerated(json as Record<string, unknown>) }
      const { remotes, ...rest } = applyOverrides(found, overrides)
      const hasOverrides = Object.keys(overrides).length > 0
      // What was composed beforehand may name origins that this page does not allow.
      const isAsWritten = !hasOverrides && remotes.every(({ url }) => isAllowed(url))
      const beforehand = isAsWritten ? readComposed({ remotes, ...rest }, engine.format) : undefined
      const map = beforehand?.map ?? parseImportMap(json, url)
      return { json, url, overrides, hasOverrides, remotes, beforehand, map }
    }
    const source = await readImportMap(mapSource, settings, emit, read)
    const { json, beforehand, hasOverrides, map } = source
    entries = source.remotes
    isBeforehand = Boolean(beforehand)
    const { lazy = [] } = (json as { fedmap?: { lazy?: readonly string[] } }).fedmap ?? {}
    const isEager = ({ name, kind }: RemoteEntry) => kind === 'fedmap' && !lazy.includes(name)
    const eager = beforehand ? [] : entries.filter(isEager)

    const fetchManifest = manifestFetcher(map)
    loadForeign = onceItSucceeds(() => moduleFederation({ ...page, fetchManifest, checkOrigin }))
    const manifests = new Map(eager.map(remote => [remote.name, fetchManifest(remote)]))
    for (const manifest of manifests.values()) manifest.catch(() => {}) // The remotes see it.
    loadRemotes = onceItSucceeds(async () => {
      const { createRemotes } = await loadPart()
      const { url, overrides } = source
      const { host } = options
      const { format } = engine
      const given = { json, url, overrides, manifests, fetchManifest, composed: beforehand }
      const created = createRemotes({ ...given, host, format, settings, emit, checkOrigin, put })
      await created.open()
      remotes = created
      return created
    })

    if (beforehand || (eager.length === 0 && !hasOverrides)) {
      await put(beforehand ?? { ...nothing, map })
      emit('resolved', { remotes: beforehand ? entries.map(({ name }) => name) : [] })
    } else {
      await loadRemotes().catch(error => {
        for (const { name } of eager) emit('rejected', { remote: name, error })
        return put({ ...nothing, map })
      })
    }
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

  function manifestFetcher(map: ImportMap) {
    const { manifestTimeout: timeout, retries } = settings
    return async ({ name, url }: RemoteEntry): Promise<Fetched> => {
      checkOrigin(url, name)
      const integrity = map.integrity[url]
      return fetchJson(url, { timeout, retries, integrity, emit, codes: ['FED-403', 'FED-404'] })
    }
  }

  function loadPart(): Promise<ComposingPart> {
    return composingPart().catch(cause => {
      const detail = `${cause?.message} It lies beside fedmap.js and has to be of the same version.`
      throw new FederationError('FED-408', detail, {}, cause)
    })
  }

  /** What the remotes say, where they are loaded; else what can be said without them. */
  function arrivalOf(specifier: string): Promise<void> | undefined {
    if (remotes) return remotes.arrivalOf(specifier)
    const remote = remoteEntryOf(specifier)?.name
    if (!remote) return undefined
    const why = composed?.rejected[remote]
    if (why) throw new FederationError('FED-203', why, { remote })
    return isBeforehand ? undefined : loadRemotes().then(loaded => loaded.arrivalOf(specifier))
  }

  function remoteEntryOf(specifier: string): RemoteEntry | undefined {
    const names = entries.map(({ name }) => name)
    const found = remoteOf(specifier, names)
    return entries.find(({ name }) => name === found)
  }

  return {
    async import<M = Module>(specifier: string, parentUrl?: string) {
      await ready
      try {
        return (await engine.import(specifier, parentUrl)) as M
      } catch (error) {
        throw loadError(error, { remote: remoteEntryOf(specifier)?.name, specifier })
      }
    },
    async preload(specifier, parentUrl) {
      await ready
      engine.preload(await page.resolve(specifier, parentUrl))
    },
    resolve: (specifier, parentUrl = document.baseURI) => resolveSpecifier(page.composed().map, specifier, parentUrl),
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
  rejected: {},
}

const isUrl = /^(\.{0,2}\/|[a-z][a-z\d+.-]*:)/i

/** Calls once and remembers, but for failures: after one the next call calls again. */
function onceItSucceeds<T>(call: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined
  return () => {
    result ??= call().catch(error => {
      result = undefined
      throw error
    })
    return result
  }
}
