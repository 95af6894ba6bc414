import {
  applyOverrides,
  type Composed,
  FederationError,
  overrideComposed,
  readPageMap,
  resolveSpecifier,
} from '../../core/index.js'
import type { ComposingPart } from '../compose/composing-part.js'
import type { EngineFactory, Module, Page } from '../engine/engine.js'
import { moduleError } from '../engine/module-error.js'
import { createEvents } from '../events/events.js'
import { logEvents } from '../events/log-events.js'
import type { Loader, LoaderOptions } from '../loader.js'
import { defaultSettings } from '../settings.js'
import { originCheck } from './check-origin.js'
import { findMapScript, showMap } from './map-script.js'
import { readImportMap } from './read-import-map.js'
import { hasOverridesPanel, readOverrides } from './read-overrides.js'
import { createRemotes, type Remotes } from './remotes.js'

/** The loader, less its composing part, which only pages load where there is something to compose. */
export function createPageLoader(
  options: LoaderOptions & { readonly engine: EngineFactory },
  composingPart: () => Promise<ComposingPart>,
): Loader {
  const { on, emit } = createEvents()
  logEvents(on)
  const settings = { ...defaultSettings, ...options }
  const mapScript = options.importMap ?? findMapScript()
  let composed: Composed | undefined
  let remotes: Remotes | undefined

  const page: Page = {
    composed: () => composed ?? nothing,
    resolve(specifier, parentUrl = document.baseURI) {
      if (!composed && !isUrl.test(specifier)) return ready.then(() => page.resolve(specifier, parentUrl))
      const arrival = remotes?.arrivalOf(specifier)
      if (arrival) return arrival.then(() => page.resolve(specifier, parentUrl))
      return resolveSpecifier(page.composed().map, specifier, parentUrl)
    },
    settings,
    emit,
  }
  const engine = options.engine(page)

  const ready = open()
  ready.catch(() => {}) // Whoever waits for it sees it.

  async function open(): Promise<void> {
    const { json, url } = await readImportMap(mapScript, settings, emit)
    const overrides = options.overrides ?? (await readOverrides())
    const pageMap = applyOverrides(readPageMap(json, url), overrides)
    for (const message of pageMap.warnings) emit('warning', { message, url })
    const checkOrigin = originCheck(options.allowedOrigins)
    const ofCopies = Object.entries(overrides).filter(([name]) => !pageMap.remotes.some(remote => remote.name === name))
    for (const [name, url] of ofCopies) checkOrigin(url, name)

    remotes = createRemotes({
      page: pageMap,
      host: pageMap.host ?? options.host,
      format: engine.format,
      settings,
      emit,
      composingPart,
      checkOrigin,
      put(next) {
        composed = overrideComposed(next, Object.fromEntries(ofCopies))
        engine.addImportMap(composed.map)
        if (mapScript instanceof HTMLScriptElement && hasOverridesPanel()) showMap(composed.map, mapScript)
      },
    })
    await remotes.open()
  }

  return {
    async import<M = Module>(specifier: string, parentUrl?: string) {
      await ready
      try {
        return (await engine.import(specifier, parentUrl)) as M
      } catch (error) {
        throw loadError(error, specifier, remotes?.nameOf(specifier))
      }
    },
    async preload(specifier, parentUrl) {
      await ready
      engine.preload(await page.resolve(specifier, parentUrl))
    },
    resolve: (specifier, parentUrl = document.baseURI) => resolveSpecifier(page.composed().map, specifier, parentUrl),
    async explain(packageName, remote) {
      await ready
      const { explain } = await composingPart()
      return explain(await (remotes as Remotes).resolution(), packageName, remote)
    },
    ready,
    async registerRemote(name, url) {
      await ready
      await (remotes as Remotes).register(name, new URL(url, document.baseURI).href)
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

/** What an import rejects with: the loader's own errors with the place added, a module's in one of ours. */
function loadError(error: unknown, specifier: string, remote: string | undefined): FederationError {
  if (!(error instanceof FederationError)) {
    const detail = `${specifier}: ${error}. Importing it again runs it again.`
    return new FederationError('FED-407', detail, { remote, specifier }, error)
  }
  return error.code === 'FED-406' ? moduleError(error.where.tried ?? [], error, { remote, specifier }) : error
}
