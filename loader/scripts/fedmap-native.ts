import { FederationError } from '../../core/index.js'
import type { ComposingPart } from '../compose/composing-part.js'
import type { DeveloperPart } from '../developer/developer-part.js'
import { nativeEngine } from '../engine/native-engine.js'
import '../loader.js'
import type { ModuleFederation } from '../module-federation/module-federation-part.js'
import { createPageLoader } from '../page/page-loader.js'
import { currentScript, openFirstView, readAttributes } from '../page/script-tag.js'
import { defaultSettings } from '../settings.js'
import { trustOwnUrl } from '../trusted-policy.js'
import * as lent from './lent.js'

/** Filled in by the build: the integrity of the files that lie beside this one and belong to it. */
declare const integrityOfPart: Readonly<Record<'compose' | 'developer', string>>
declare const shimsIntegrity: string

const script = currentScript()
const attributes = readAttributes(script)
const { moduleTimeout } = { ...defaultSettings, ...attributes }

const engine = nativeEngine({
  nonce: script.nonce || script.dataset.nonce,
  probe: 'probe' in script.dataset,
  shims: { url: beside('es-module-shims.js'), integrity: shimsIntegrity },
  system: window.System,
})
window.fedmapNative = createPageLoader(
  { ...attributes, engine },
  {
    composing: () => loadPart<ComposingPart>('compose'),
    developer: () => loadPart<DeveloperPart>('developer'),
    moduleFederation: refuseModuleFederation,
  },
)
if (!window.fedmap?.import) window.fedmap = window.fedmapNative // Beside fedmap.js, that is the page's loader.
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
async function loadPart<Part>(name: keyof typeof integrityOfPart): Promise<Part> {
  const script = Object.assign(document.createElement('script') as HTMLScriptElement & { exported?: Part }, { lent })
  script.crossOrigin = 'anonymous'
  script.integrity = integrityOfPart[name]
  script.src = trustOwnUrl(beside(`fedmap-native-${name}.js`))
  await new Promise((loaded, fail) => {
    const giveUp = () => fail(Error(`${script.src} did not load.`))
    script.onload = loaded
    script.onerror = giveUp
    setTimeout(giveUp, moduleTimeout)
    document.head.append(script)
  }).finally(() => script.remove())
  return script.exported as Part
}

function beside(file: string): string {
  return new URL(file, script.src).href
}
