import type { Page } from './engine.js'

/** The preload links of a page. */
export interface Preloads {
  /** Requests a module and its static closure. */
  requestModules(url: string): void
  /** Requests the stylesheets of a module's static closure. */
  requestStylesheets(url: string): void
  /** How long a file that was requested has gone without an answer, in milliseconds; 0 for any other. */
  waitOf(url: string): number
  /** Its answer is neither waited for any more nor of use: that of a file that failed, or hangs. */
  giveUp(url: string): void
  /** Whether an answer of no use is what the browser would give once more, without asking for the file. */
  isGivenUp(url: string): boolean
}

export function createPreloads({ composed, integrityOf }: Page): Preloads {
  const requested = new Set<string>()
  /** File that is on its way → since when. */
  const pending = new Map<string, number>()
  const givenUp = new Set<string>()

  function giveUp(url: string): void {
    pending.delete(url)
    givenUp.add(url)
  }

  /** In the mode and with the integrity of the request that follows, else the browser fetches the file twice. */
  function request(url: string, as: 'script' | 'style'): void {
    if (requested.has(url)) return
    requested.add(url)
    pending.set(url, performance.now())
    const link = document.createElement('link')
    link.rel = 'preload'
    link.as = as
    // SystemJS's scripts have a CORS mode only where they come from elsewhere; stylesheets always have it here.
    if (as === 'style' || new URL(url).origin !== self.origin) link.crossOrigin = 'anonymous'
    link.integrity = integrityOf(url)
    link.href = url
    link.onload = () => pending.delete(url)
    link.onerror = () => giveUp(url)
    document.head.append(link)
  }

  return {
    requestModules(url) {
      const closure = composed().closures[url]
      // Of a module that the map does not know, nobody knows whether it is a script.
      if (closure || integrityOf(url)) for (const file of [url, ...(closure ?? [])]) request(file, 'script')
    },
    requestStylesheets(url) {
      for (const file of composed().css[url] ?? []) request(file, 'style')
    },
    waitOf(url) {
      const now = performance.now()
      return now - (pending.get(url) ?? now)
    },
    giveUp,
    isGivenUp: url => givenUp.has(url),
  }
}
