import type { Page } from './engine.js'
import { moduleError, whyRefused } from './module-error.js'
import type { Preloads } from './preloads.js'
import type { Registration, System } from './system.js'
import { trustMappedUrl } from './trust-mapped-url.js'

/**
 * Loads module scripts in place of SystemJS, for three reasons: an anonymous registration is bound to the script that
 * made it, not to the one that happens to load next; an error of one attempt does not stick to the URL; and a hang is
 * an error, `moduleTimeout` after the file was first requested.
 */
export function withOwnScripts(system: System, page: Page, preloads: Preloads): void {
  const { instantiate, register } = system
  const { moduleTimeout: timeout } = page.settings
  /** Every script of ours → what it registered. One that comes after its time-out is still ours, and is ignored. */
  const registrations = new WeakMap<object, Registration | undefined>()
  /** Files that were asked for, and had no good answer so far. */
  const failed = new Set<string>()

  system.register = (...registration) => {
    const script = document.currentScript
    // A named registration is the business of SystemJS's extra for it.
    if (script && registrations.has(script) && typeof registration[0] !== 'string') {
      registrations.set(script, registration as unknown as Registration)
    } else register.apply(system, registration)
  }

  system.instantiate = (url, parentUrl, meta) =>
    // Extras of SystemJS that fetch (JSON, CSS, transforms) say so here.
    system.shouldFetch(url, parentUrl, meta) ? instantiate.call(system, url, parentUrl, meta) : loadScript(url)

  async function loadScript(url: string): Promise<Registration> {
    const source = await sourceOf(url)
    const script = document.createElement('script')
    registrations.set(script, undefined)
    failed.add(url)
    let thrown: unknown
    const noteError = ({ filename, error }: ErrorEvent) => {
      if (filename === script.src) thrown = error
    }
    window.addEventListener('error', noteError)
    let timer: number | undefined
    try {
      await new Promise<unknown>((loaded, fail) => {
        const refuse = (why: string) => fail(moduleError([{ url, why }]))
        timer = setTimeout(() => {
          failed.delete(url)
          preloads.giveUp(url)
          refuse(`did not load within ${timeout} ms`)
        }, timeout - preloads.waitOf(url))
        script.async = true
        // Only where it must be: a same-origin script is another request with it.
        if (new URL(url).origin !== self.origin) script.crossOrigin = 'anonymous'
        script.integrity = page.integrityOf(url)
        script.onload = loaded
        script.onerror = () => refuse(whyRefused(source))
        script.src = trustMappedUrl(source, page)
        document.head.append(script)
      })
      // Extras of SystemJS (AMD, globals) make registrations of scripts that do not register themselves.
      const registration = registrations.get(script) ?? (thrown ? undefined : system.getRegister(url))
      if (!registration || thrown) {
        throw moduleError([{ url, why: thrown ? `threw ${thrown}` : 'is no System.register module' }], thrown)
      }
      failed.delete(url)
      return registration
    } finally {
      clearTimeout(timer)
      script.remove()
      window.removeEventListener('error', noteError)
    }
  }

  /** Where to have a file from: its URL, unless the answer of last time is in the way. */
  async function sourceOf(url: string): Promise<string> {
    // The bad answer may lie in the browser's cache, for a year.
    if (failed.delete(url)) await fetch(url, { cache: 'reload', signal: AbortSignal.timeout(timeout) }).catch(() => {})
    // Browsers would wait with the request that hangs, which nothing ends, or give a preload's failure once more.
    return preloads.isGivenUp(url) ? `${url}${url.includes('?') ? '&' : '?'}retry=${Date.now()}` : url
  }
}
