import createSystemCore from 'systemjs/dist/s.js'
import { type ImportMap, parseImportMap, resolveSpecifier } from '../../core/index.js'
import type { System } from './system.js'

/**
 * Makes the page's `System` where it has none: the core of SystemJS 6, which links and runs modules, and leaves
 * resolving and loading to its host; here is what a page and SystemJS's features ask of a host. Nothing in it evaluates
 * text.
 */
export function installSystem(): System {
  const system = createSystemCore() as System
  /** Maps of the page beside importmap.json, the last one first. */
  const maps: (() => ImportMap)[] = []
  let otherScripts: Promise<unknown> | undefined

  Object.assign(Object.getPrototypeOf(system), {
    addImportMap(json: unknown, baseUrl = document.baseURI) {
      let parsed: ImportMap | undefined
      maps.unshift(() => {
        parsed ??= parseImportMap(json, baseUrl)
        return parsed
      })
    },
    prepareImport: () => {
      otherScripts ??= Promise.all([...document.querySelectorAll<MapScript>(mapScripts)].map(addScript))
      return otherScripts
    },
    resolve(specifier: string, parentUrl = document.baseURI) {
      for (const map of maps) {
        try {
          return resolveSpecifier(map(), specifier, parentUrl)
        } catch {}
      }
      return resolveSpecifier(noMap, specifier, parentUrl)
    },
    shouldFetch: () => false,
    createScript(url: string) {
      const script = document.createElement('script')
      script.async = true
      if (new URL(url).origin !== location.origin) script.crossOrigin = 'anonymous'
      script.src = url
      return script
    },
  })

  async function addScript(script: MapScript): Promise<void> {
    if (script.sp) return
    script.sp = true
    const { src, text } = script
    system.addImportMap(src ? await (await fetch(src)).json() : JSON.parse(text), src || document.baseURI)
  }

  window.System = system
  return system
}

const noMap: ImportMap = { imports: {}, scopes: {}, integrity: {} }
const mapScripts = 'script[type="systemjs-importmap"]'

type MapScript = HTMLScriptElement & { sp?: boolean }
