import type { Page } from './engine.js'

/**
 * The preload links of a page on the native engine. They must not come before the import map: a browser that takes only
 * one map takes none after it.
 */
export function createNativePreloads({ composed, integrityOf }: Page) {
  const requested = new Set<string>()

  function request(url: string): void {
    if (requested.has(url)) return
    requested.add(url)
    const link = document.createElement('link')
    link.rel = 'modulepreload'
    link.crossOrigin = 'anonymous'
    link.integrity = integrityOf(url)
    link.href = url
    document.head.append(link)
  }

  /** Requests what a module needs, besides itself. */
  function requestClosure(url: string): void {
    for (const file of composed().closures[url] ?? []) request(file)
  }

  return {
    requestClosure,

    /** Requests a module and its static closure. */
    requestModules(url: string): void {
      // What the map has neither of, nobody knows to be a module.
      if (composed().closures[url] || integrityOf(url)) request(url)
      requestClosure(url)
    },
  }
}
