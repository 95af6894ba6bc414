/*
 * The way of an override, from a developer to the map in force:
 *
 * 1. `readOverrides`: what is overridden. Where anything is, createPageLoader leaves what was composed beforehand, and the
 *    page composes for itself.
 * 2. `applyOverrides` (core): those of remotes are laid over importmap.json before it is composed. The rest of the page does not
 *    know them from any other remote, save that createRemotes waits for their manifests however long they take, and that
 *    `preferDevelopment` (core) prefers their copies where they are builds for development.
 * 3. `overrideComposed` (core): those of plain entries and of copies are laid over what was composed, each time anew. It is of
 *    the developer part, which createRemotes loads where anything is overridden.
 * 4. `showMap`: the panel sees what came of it.
 *
 * Each has to come from where it may: `checkOrigin` is asked for a remote's where its manifest is fetched, for the others
 * before the first composition.
 */

import { parseUrl } from '../../core/import-map/parse-url.js'
import { sortRecord } from '../../core/import-map/sort-record.js'

/** Specifier → absolute URL. */
export type Overrides = Readonly<Record<string, string>>

/** The part of import-map-overrides that an injector uses. */
interface OverridesPanel {
  getOverrideMap(): { readonly imports: Overrides }
  getExternalOverrideMap(): Promise<{ readonly imports: Overrides }>
}

declare global {
  interface Window {
    importMapOverrides?: OverridesPanel
  }
}

/** Whether the page has the panel, and makes fedmap its injector: `<meta name="importmap-type" … use-injector>`. */
export function hasOverridesPanel(): boolean {
  return Boolean(window.importMapOverrides && document.querySelector('meta[use-injector]'))
}

/**
 * What is laid over the map: specifier → absolute URL. Default: what a developer has overridden in the
 * import-map-overrides panel, and nothing where `hasOverridesPanel` is false: without the page's word nobody's stored
 * settings matter. What is no URL stays recognizable, and fails where it is imported.
 */
export async function readOverrides(given?: Overrides): Promise<Overrides> {
  const panel = hasOverridesPanel() && (window.importMapOverrides as OverridesPanel)
  const stored = panel ? { ...(await panel.getExternalOverrideMap()).imports, ...panel.getOverrideMap().imports } : {}
  return sortRecord(given ?? stored, address => parseUrl(address, document.baseURI) ?? `no-url:/${address}`)
}
