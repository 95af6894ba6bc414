/** The part of import-map-overrides that an injector uses. */
interface OverridesPanel {
  getOverrideMap(): { readonly imports: Readonly<Record<string, string>> }
  getExternalOverrideMap(): Promise<{ readonly imports: Readonly<Record<string, string>> }>
}

declare global {
  interface Window {
    importMapOverrides?: OverridesPanel
  }
}

/** Whether the page has the panel, and makes fedmap its injector: `<meta name="importmap-type" … use-injector>`. */
export function hasOverridesPanel(): boolean {
  return Boolean(window.importMapOverrides && document.querySelector('meta[name="importmap-type"][use-injector]'))
}

/**
 * What a developer has overridden in the import-map-overrides panel: specifier → absolute URL.
 * Nothing where `hasOverridesPanel` is false: without the page's word nobody's stored settings matter.
 */
export async function readOverrides(): Promise<Readonly<Record<string, string>>> {
  if (!hasOverridesPanel()) return {}
  const panel = window.importMapOverrides as OverridesPanel
  const { imports } = await panel.getExternalOverrideMap()
  const overrides = Object.entries({ ...imports, ...panel.getOverrideMap().imports })
  return Object.fromEntries(overrides.map(([name, url]) => [name, new URL(url, document.baseURI).href]))
}
