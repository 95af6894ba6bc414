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

  return {
    /** Requests a module and its static closure. */
    requestModules(url: string): void {
      const closure = composed().closures[url]
      if (closure) for (const file of [url, ...closure]) request(file)
    },
  }
}
