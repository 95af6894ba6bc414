import type { ImportMap } from '../../core/index.js'
import { mapScripts } from '../map-scripts.js'
import { trustedPolicy } from '../trusted-policy.js'

/**
 * The page's `<script type="systemjs-importmap">`, the first one, with `src` or with the map in it. It is marked as
 * processed, so that SystemJS, which would look at it next, does not fetch it again; others are left to SystemJS.
 */
export function findMapScript(): HTMLScriptElement | null {
  const script = document.querySelector<MapScript>(mapScripts)
  if (script) script.sp = true
  return script
}

let shown: MapScript | undefined

/** Puts the map that is in force into the page, where the overrides panel and people look for it. */
export function showMap(map: ImportMap, before: Element): void {
  shown ??= document.createElement('script') as MapScript
  shown.type = 'systemjs-importmap'
  shown.sp = true
  // The panel lists modules in the map's order: in that of the alphabet remotes are found, before their copies.
  const imports = Object.fromEntries(Object.entries(map.imports).sort())
  const json = JSON.stringify({ ...map, imports })
  shown.text = trustedPolicy()?.createScript(json) ?? json
  // Before the page's own, so that the panel shows what people wrote where the two differ.
  before.before(shown)
}

type MapScript = HTMLScriptElement & {
  /** "SystemJS processed". */
  sp: boolean
}
