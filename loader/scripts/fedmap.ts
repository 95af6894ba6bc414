import type { ComposingPart } from '../compose/composing-part.js'
import type { DeveloperPart } from '../developer/developer-part.js'
import { installSystem } from '../engine/install-system.js'
import type { Registration, System } from '../engine/system.js'
import { systemEngine } from '../engine/system-engine.js'
import '../loader.js'
import type { ModuleFederationPart } from '../module-federation/module-federation-part.js'
import { findMapScript } from '../page/map-script.js'
import { createPageLoader } from '../page/page-loader.js'
import { currentScript, openFirstView, readAttributes } from '../page/script-tag.js'
import * as lent from './lent.js'

/** Filled in by the build: of the parts that belong to this file. */
declare const integrityOfPart: Readonly<Record<'compose' | 'developer' | 'mf', string>>

const script = currentScript()
findMapScript() // Marks it, before there is a SystemJS that would fetch it.
const system = window.System?.import ? window.System : installSystem()

const integrity: Record<string, string> = {}
window.fedmap = createPageLoader(
  { ...readAttributes(script), integrity, engine: systemEngine(system) },
  {
    composing: () => importPart<ComposingPart>('compose'),
    developer: () => importPart<DeveloperPart>('developer'),
    async moduleFederation(page) {
      const { createModuleFederation } = await importPart<ModuleFederationPart>('mf')
      return createModuleFederation(system, page)
    },
  },
)
lend(system)

openFirstView(window.fedmap, script)

function importPart<Part>(name: keyof typeof integrityOfPart): Promise<Part> {
  const url = new URL(`fedmap-${name}.js`, script.src).href
  integrity[url] = integrityOfPart[name]
  return system.import(url) as Promise<unknown> as Promise<Part>
}

/** What the parts import of this file. */
function lend(system: System): void {
  const { instantiate } = system
  const registration: Registration = [[], exportAll => ({ execute: () => void exportAll(lent) })]
  system.instantiate = (url, parentUrl, meta) =>
    url === 'fedmap:lent' ? registration : instantiate.call(system, url, parentUrl, meta)
}
