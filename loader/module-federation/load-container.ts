import { FederationError, type ModuleFederationEntry } from '../../core/index.js'
import type { Page } from '../engine/engine.js'
import { moduleError, whyRefused } from '../engine/module-error.js'
import type { Container } from './container.js'

/**
 * Loads the entry of a Module Federation remote, in the way that its manifest names.
 *
 * @throws FED-406 where the file cannot be had, FED-436 where it is not the container that the manifest says
 */
export async function loadContainer(entry: ModuleFederationEntry, remote: string, page: Page): Promise<Container> {
  const { url, kind, globalName } = entry
  const found = await (kind === 'module' ? importNatively(url) : loadScript(entry, page))
  const container = found as Partial<Container> | undefined
  if (typeof container?.init === 'function' && typeof container.get === 'function') return container as Container
  const place = kind === 'script' ? `window[${JSON.stringify(globalName)}], once it had run,` : 'what it exports'
  const detail = `${url} of ${remote}: ${place} is no container with init and get. Deploy it with its mf-manifest.json.`
  throw new FederationError('FED-436', detail, { remote, url })
}

async function importNatively(url: string): Promise<unknown> {
  try {
    return await import(url)
  } catch (cause) {
    throw moduleError([{ url, why: String(cause) }], cause)
  }
}

/** What the script sets: read in the very task in which it ran, since the next one may set the same global. */
async function loadScript({ url, globalName }: ModuleFederationEntry, page: Page): Promise<unknown> {
  const { moduleTimeout } = page.settings
  const script = document.createElement('script')
  script.async = true
  if (new URL(url).origin !== self.origin) script.crossOrigin = 'anonymous'
  script.integrity = page.integrityOf(url)
  script.src = url
  let timer: number | undefined
  try {
    return await new Promise((loaded, fail) => {
      const failBecause = (why: string) => fail(moduleError([{ url, why }]))
      timer = setTimeout(() => failBecause(`did not load within ${moduleTimeout} ms`), moduleTimeout)
      script.onload = () => loaded((window as unknown as Record<string, unknown>)[globalName])
      script.onerror = () => failBecause(whyRefused(url))
      document.head.append(script)
    })
  } finally {
    clearTimeout(timer)
    script.remove()
  }
}
