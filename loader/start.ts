import type { ComposingPart } from './compose/composing-part.js'
import { installSystem } from './engine/install-system.js'
import type { Registration, System } from './engine/system.js'
import { systemEngine } from './engine/system-engine.js'
import type { LoaderOptions } from './loader.js'
import { findMapScript } from './page/map-script.js'
import { createPageLoader } from './page/page-loader.js'
import * as shared from './shared.js'

/** Filled in by the build: the integrity of the composing part that belongs to this file. */
declare const composeIntegrity: string

const script = document.currentScript as HTMLScriptElement
findMapScript() // Marks it, before there is a SystemJS that would fetch it.
const system = window.System ?? installSystem()

const composeUrl = new URL('fedmap-compose.js', script.src).href
const options = { ...readOptions(script), integrity: { [composeUrl]: composeIntegrity } }
window.fedmap = createPageLoader(
  { ...options, engine: systemEngine(system) },
  () => system.import(composeUrl) as Promise<unknown> as Promise<ComposingPart>,
)
lendShared(system)

// The first view: `data-import` runs; what it is going to import by itself, `data-preload` has requested with it.
const { import: main, preload = '' } = script.dataset
const logError = (error: Error) => console.error(`[fedmap] ${error.message}`, error)
window.fedmap.ready
  .then(() => {
    for (const specifier of preload.split(/\s+/).filter(Boolean)) window.fedmap.preload(specifier).catch(() => {}) // Its import says why.
    return main ? window.fedmap.import(main) : undefined
  })
  .catch(logError)

/** What the composing part imports of this file. */
function lendShared(system: System): void {
  const { instantiate } = system
  const registration: Registration = [[], exportAll => ({ execute: () => void exportAll(shared) })]
  system.instantiate = (url, parentUrl, meta) =>
    url === 'fedmap:shared' ? registration : instantiate.call(system, url, parentUrl, meta)
}

/** `data-manifest-wait="500"` is `manifestWait: 500`. */
function readOptions({ dataset }: HTMLScriptElement): LoaderOptions {
  const { import: main, preload, allowedOrigins, ...times } = dataset
  return {
    ...Object.fromEntries(Object.entries(times).map(([name, value]) => [name, Number(value)])),
    ...(main && { host: main.split('/', main[0] === '@' ? 2 : 1).join('/') }),
    ...(allowedOrigins && { allowedOrigins: allowedOrigins.split(/\s+/) }),
  }
}
