import createSystemCore from 'systemjs/dist/s.js'
import { type ImportMap, parseImportMap, resolveSpecifier } from '../../core/index.js'
import { fetchOnce } from '../fetch/fetch-json.js'
import { mapScripts } from '../map-scripts.js'
import { defaultSettings } from '../settings.js'
import type { System } from './system.js'

/**
 * Makes the page's `System` where it has none: the core of SystemJS 6, which links and runs modules, and leaves
 * resolving and loading to its host; here is what a page and SystemJS's features ask of a host. Nothing in it evaluates
 * text.
 */
export function installSystem(): System {
  const system = createSystemCore() as System
  /** Maps of the page beside importmap.json, the last one first. */
  const maps: ImportMap[] = []
  let otherScripts: Promise<unknown> | undefined

  Object.assign(Object.getPrototypeOf(system), {
    addImportMap: (json: unknown, baseUrl = document.baseURI) => maps.unshift(parseImportMap(json, baseUrl)),
    prepareImport: () => {
      otherScripts ??= Promise.all([...document.querySelectorAll<MapScript>(mapScripts)].map(addScript))
      return otherScripts
    },
    resolve(specifier: string, parentUrl = document.baseURI) {
      for (const map of maps) {
        try {
          return resolveSpecifier(map, specifier, parentUrl)
        } catch {}
      }
      throw Error() // withPageMap has the words for it.
    },
    shouldFetch: () => false,
  })

  /** One that cannot be had costs what it maps. */
  async function addScript({ src, text, sp }: MapScript): Promise<void> {
    try {
      const read = async () => (await fetchOnce(src, { timeout: defaultSettings.importMapTimeout })).json
      if (!sp) system.addImportMap(src ? await read() : JSON.parse(text), src || document.baseURI)
    } catch (error) {
      console.warn(`[fedmap] ${src}: ${error}`)
    }
  }

  window.System = system
  return system
}

type MapScript = HTMLScriptElement & { readonly sp?: boolean }
