import type { Page } from './engine.js'
import { moduleError, whyRefused } from './module-error.js'
import type { Registration, System } from './system.js'

/**
 * Loads module scripts in place of SystemJS, for three reasons: an anonymous registration is bound to the script that
 * made it, not to the one that happens to load next; an error of one attempt does not stick to the URL; and a hang is
 * an error after `moduleTimeout`.
 */
export function withOwnScripts(system: System, { settings, integrityOf }: Page): void {
  const { instantiate, register } = system
  /** Every script of ours → what it registered. One that comes after its time-out is still ours, and is ignored. */
  const registrations = new WeakMap<object, Registration | undefined>()
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
    // The bad answer of last time may be in the browser's cache, for a year.
    if (failed.delete(url)) await fetch(url, { cache: 'reload' }).catch(() => {})
    const script = system.createScript(url)
    script.integrity ||= integrityOf(url)
    registrations.set(script, undefined)
    let thrown: unknown
    const noteError = ({ filename, error }: ErrorEvent) => {
      if (filename === url) thrown = error
    }
    window.addEventListener('error', noteError)
    const timeout = settings.moduleTimeout
    let timer: number | undefined
    try {
      await new Promise<unknown>((loaded, fail) => {
        timer = setTimeout(() => fail(moduleError([{ url, why: `did not load within ${timeout} ms` }])), timeout)
        script.onload = loaded
        script.onerror = () => fail(moduleError([{ url, why: whyRefused(url) }]))
        document.head.append(script)
      })
      // Extras of SystemJS (AMD, globals) make registrations of scripts that do not register themselves.
      const registration = registrations.get(script) ?? (thrown ? undefined : system.getRegister(url))
      if (registration && !thrown) return registration
      throw moduleError([{ url, why: thrown ? `threw ${thrown}` : 'is no System.register module' }], thrown)
    } catch (error) {
      failed.add(url)
      throw error
    } finally {
      clearTimeout(timer)
      script.remove()
      window.removeEventListener('error', noteError)
    }
  }
}
