import { FederationError } from '../../core/index.js'
import { namePolicy } from '../trusted-policy.js'
import { createCopyProbe } from './copy-probe.js'
import type { EngineFactory, Module, Page } from './engine.js'
import { findFailures } from './find-failures.js'
import { moduleError } from './module-error.js'
import { createNativeMaps, type NativeMapOptions } from './native-maps.js'
import { createNativePreloads } from './native-preloads.js'
import { shareWithSystem } from './share-with-system.js'
import { createStylesheets } from './stylesheets.js'
import type { System } from './system.js'
import { watchRequests } from './watch-requests.js'

export interface NativeEngineOptions extends NativeMapOptions {
  /**
   * Looks at every shared copy that has a stand-in before a map goes into force, and lets the stand-in take the place of
   * one that fails: natively that is the only time for it. Costs a round, and every such copy is requested. Default: false.
   */
  readonly probe?: boolean | undefined
  /** A SystemJS on the same page: copies that both have run natively, once, and are handed to it. */
  readonly system?: System | undefined
}

/**
 * The browser's own modules and import maps as the engine. docs/engines.md says what it cannot do that SystemJS can.
 *
 * What modules import by themselves goes past the loader. So what it would do before a module runs, it does as soon as
 * the browser reports the request of one: the closure is requested, and the stylesheets follow the module.
 */
export function nativeEngine(options: NativeEngineOptions = {}): EngineFactory {
  namePolicy('fedmap-native')
  return page => {
    const stylesheets = createStylesheets(page)
    const preloads = createNativePreloads(page)
    const requests = watchRequests(url => {
      preloads.requestClosure(url)
      stylesheets.load(url)
    })
    const maps = createNativeMaps(options, requests.has)
    if (options.system) shareWithSystem(options.system, page, maps)

    return {
      isFrozen: true,
      format: 'esm',
      ...(options.probe && { prepare: createCopyProbe(page) }),
      // So that the browser holds to it: it forgets what a preload link demanded.
      addImportMap: map => maps.add({ ...map, integrity: { ...page.settings.integrity, ...map.integrity } }),
      async import(specifier, parentUrl = document.baseURI) {
        const url = await page.resolve(specifier, parentUrl)
        preloads.requestModules(url)
        await stylesheets.load(url)
        const files = [url, ...(page.composed().closures[url] ?? [])]
        try {
          const module = await withTimeout(maps.import(url), files, requests.has, page)
          return checkIsNative(module, url, options.system)
        } catch (error) {
          throw await explainFailure(error, url, files, page)
        }
      },
      preload(url) {
        preloads.requestModules(url)
        stylesheets.load(url)
      },
    }
  }
}

/** A file that does not answer is a failure; a module that takes its time to run is none. */
async function withTimeout(
  importing: Promise<Module>,
  files: readonly string[],
  wasAnswered: (url: string) => boolean,
  { settings }: Page,
): Promise<Module> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const timeout = new Promise<never>((_, fail) => {
    timer = setTimeout(() => {
      const why = `did not load within ${settings.moduleTimeout} ms`
      const silent = files.filter(url => !wasAnswered(url)).map(url => ({ url, why }))
      if (silent.length > 0) fail(moduleError(silent))
    }, settings.moduleTimeout)
  })
  return Promise.race([importing, timeout]).finally(() => clearTimeout(timer))
}

/** Browsers tell neither which file of a graph failed nor why: that is found out by asking for each. */
async function explainFailure(error: unknown, url: string, files: readonly string[], page: Page): Promise<unknown> {
  if (error instanceof FederationError) return error
  if (error instanceof ReferenceError && /\bSystem\b/.test(error.message)) return onlySystem(url, error)
  const failures = await findFailures(files, page)
  return failures.length > 0 ? moduleError(failures, error) : error
}

/** Where the page has a SystemJS too, such a module registers itself there, and nobody wants that registration. */
function checkIsNative(module: Module, url: string, system: System | undefined): Module {
  if (system && Object.keys(module).length === 0 && system.getRegister(url)) throw onlySystem(url)
  return module
}

function onlySystem(url: string, cause?: unknown): FederationError {
  const detail = `${url} is written as System.register. Import it with fedmap.js, or build it as an ES module too.`
  return new FederationError('FED-421', detail, { url }, cause)
}
