import type { ComposingPart } from './compose/composing-part.js'
import { installSystem } from './engine/install-system.js'
import type { Registration, System } from './engine/system.js'
import { systemEngine } from './engine/system-engine.js'
import './loader.js'
import type { ModuleFederationPart } from './module-federation/module-federation-part.js'
import { findMapScript } from './page/map-script.js'
import { createPageLoader } from './page/page-loader.js'
import { openFirstView, readAttributes } from './page/script-tag.js'
import * as shared from './shared.js'

/** Filled in by the build: the integrity of the parts that belong to this file. */
declare const composeIntegrity: string
declare const moduleFederationIntegrity: string

const script = document.currentScript as HTMLScriptElement
findMapScript() // Marks it, before there is a SystemJS that would fetch it.
const system = window.System ?? installSystem()

const composeUrl = new URL('fedmap-compose.js', script.src).href
const moduleFederationUrl = new URL('fedmap-mf.js', script.src).href
const integrity = { [composeUrl]: composeIntegrity, [moduleFederationUrl]: moduleFederationIntegrity }
window.fedmap = createPageLoader(
  { ...readAttributes(script), integrity, engine: systemEngine(system) },
  () => importPart<ComposingPart>(composeUrl),
  async page => {
    const { createModuleFederation } = await importPart<ModuleFederationPart>(moduleFederationUrl)
    return createModuleFederation(system, page)
  },
)
lendShared(system)

openFirstView(window.fedmap, script)

function importPart<Part>(url: string): Promise<Part> {
  return system.import(url) as Promise<unknown> as Promise<Part>
}

/** What the parts import of this file. */
function lendShared(system: System): void {
  const { instantiate } = system
  const registration: Registration = [[], exportAll => ({ execute: () => void exportAll(shared) })]
  system.instantiate = (url, parentUrl, meta) =>
    url === 'fedmap:shared' ? registration : instantiate.call(system, url, parentUrl, meta)
}
