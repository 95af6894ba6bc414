import { FederationError } from '../core/index.js'
import type { ComposingPart } from './compose/composing-part.js'
import { nativeEngine } from './engine/native-engine.js'
import { trustedUrl } from './engine/native-policy.js'
import type { Loader } from './loader.js'
import type { ModuleFederation } from './module-federation/module-federation-part.js'
import { findMapScript } from './page/map-script.js'
import { createPageLoader } from './page/page-loader.js'
import { openFirstView, readAttributes } from './page/script-tag.js'
import * as shared from './shared.js'

/** Filled in by the build: the integrity of the files that lie beside this one and belong to it. */
declare const composeIntegrity: string
declare const shimsIntegrity: string

declare global {
  interface Window {
    /** The page's loader on the native engine, where fedmap-native.js has made it. */
    fedmapNative: Loader
  }
}

const script = document.currentScript as HTMLScriptElement
findMapScript() // Marks it, so that a SystemJS of the page does not fetch it too.

const engine = nativeEngine({
  nonce: script.nonce || script.dataset.nonce,
  probe: 'probe' in script.dataset,
  shims: { url: beside('es-module-shims.js'), integrity: shimsIntegrity },
  system: window.System,
})
window.fedmapNative = createPageLoader({ ...readAttributes(script), engine }, loadComposingPart, refuseModuleFederation)
window.fedmap ??= window.fedmapNative // Beside fedmap.js, that is the page's loader.
openFirstView(window.fedmapNative, script)

async function refuseModuleFederation(): Promise<ModuleFederation> {
  return {
    urlOf({ name }, specifier) {
      const detail = `${specifier} is no file, but what the container of ${name} gives. Load fedmap.js, and import it with that.`
      throw new FederationError('FED-412', detail, { remote: name, specifier })
    },
  }
}

/** By a script tag, with the integrity that an `import()` could not have before there is a map. */
async function loadComposingPart(): Promise<ComposingPart> {
  const part = Object.assign(document.createElement('script'), { shared }) as HTMLScriptElement & {
    composingPart?: ComposingPart
  }
  part.crossOrigin = 'anonymous'
  part.integrity = composeIntegrity
  part.src = trustedUrl(beside('fedmap-native-compose.js'))
  await new Promise((loaded, fail) => {
    part.onload = loaded
    part.onerror = () => fail(Error(`${part.src} did not load.`))
    document.head.append(part)
  })
  part.remove()
  return part.composingPart as ComposingPart
}

function beside(file: string): string {
  return new URL(file, script.src).href
}
