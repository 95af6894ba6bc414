import type { ComposingPart } from './compose/composing-part.js'
import { installSystem } from './engine/install-system.js'
import { systemEngine } from './engine/system-engine.js'
import type { Loader, LoaderOptions } from './loader.js'
import { findMapScript } from './page/map-script.js'
import { createPageLoader } from './page/page-loader.js'

declare global {
  interface Window {
    fedmap: Loader
  }
}

/** Filled in by the build: the integrity of the composing part that belongs to this file. */
declare const composeIntegrity: string

const script = document.currentScript as HTMLScriptElement
findMapScript() // Marks it, before there is a SystemJS that would fetch it.
const system = window.System ?? installSystem()

const composeUrl = new URL('fedmap-compose.js', script.src).href
const composingPart = () => {
  system.addImportMap({ integrity: { [composeUrl]: composeIntegrity } })
  return system.import(composeUrl) as Promise<unknown> as Promise<ComposingPart>
}

window.fedmap = createPageLoader({ ...readOptions(script), engine: systemEngine(system) }, composingPart)

const main = script.dataset.import
const logError = (error: Error) => console.error(`[fedmap] ${error.message}`, error)
window.fedmap.ready.then(() => (main ? window.fedmap.import(main) : undefined)).catch(logError)

/** `data-manifest-wait="500"` is `manifestWait: 500`. */
function readOptions({ dataset }: HTMLScriptElement): LoaderOptions {
  const { import: main, allowedOrigins, ...times } = dataset
  return {
    ...Object.fromEntries(Object.entries(times).map(([name, value]) => [name, Number(value)])),
    ...(main && { host: main.split('/', main[0] === '@' ? 2 : 1).join('/') }),
    ...(allowedOrigins && { allowedOrigins: allowedOrigins.split(/\s+/) }),
  }
}
