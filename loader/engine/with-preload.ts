import type { Page } from './engine.js'
import type { System } from './system.js'

/**
 * Requests the whole static closure at once when a module is asked for by itself (an expose, the target of an
 * `import()`), so that no module is discovered by executing another.
 */
export function withPreload(system: System, page: Page): void {
  const { import: importModule } = system
  system.import = async (specifier, parentUrl, meta) => {
    preloadModules(await system.resolve(specifier, parentUrl), page)
    return importModule.call(system, specifier, parentUrl, meta)
  }
}

/** Requests a module and its static closure without running anything. */
export function preloadModules(url: string, { composed, integrityOf }: Page): void {
  const closure = composed().closures[url]
  // Of a module that the map does not know, nobody knows whether it is a script.
  if (!closure && !integrityOf(url)) return
  for (const file of [url, ...(closure ?? [])]) preload(file, 'script', integrityOf(file))
}

/** Requests the stylesheets of a module's static closure. */
export function preloadStylesheets(url: string, { composed, integrityOf }: Page): void {
  for (const file of composed().css[url] ?? []) preload(file, 'style', integrityOf(file))
}

/** In the mode and with the integrity of the request that follows, else the browser fetches the file twice. */
function preload(url: string, as: 'script' | 'style', integrity: string): void {
  if (requested.has(url)) return
  requested.add(url)
  const link = document.createElement('link')
  link.rel = 'preload'
  link.as = as
  // SystemJS's scripts have a CORS mode only where they come from elsewhere; stylesheets always have it here.
  if (as === 'style' || new URL(url).origin !== location.origin) link.crossOrigin = 'anonymous'
  link.integrity = integrity
  link.href = url
  document.head.append(link)
}

const requested = new Set<string>()
