import { FederationError, type ImportMap } from '../../core/index.js'
import { onceItSucceeds } from '../once-it-succeeds.js'
import { trustedPolicy, trustOwnUrl } from '../trusted-policy.js'
import type { Module } from './engine.js'
import { lateMap } from './late-map.js'

export interface NativeMapOptions {
  /** The nonce of the page's content security policy: the map is an inline script. Default: that of the page's scripts. */
  readonly nonce?: string | undefined
  /** Where es-module-shims lies, for browsers that take one import map only. */
  readonly shims?: { readonly url: string; readonly integrity?: string } | undefined
}

export interface NativeMaps {
  /** Puts a map into force: the first as it is, of each later one what is new. */
  add(map: ImportMap): void
  /** Settles when the first map is in force. */
  readonly ready: Promise<void>
  /** Imports a URL by all maps so far. Waits for the first. */
  import(url: string): Promise<Module>
}

/**
 * The import maps of a page on the native engine. A browser that takes no further map says so by an error event of the
 * map's script, and by nothing else; what is imported from then on goes through es-module-shims, which hands on to the
 * browser every module whose imports the maps in force explain, so that what runs already is not run again.
 */
export function createNativeMaps(
  { nonce = pageNonce(), shims }: NativeMapOptions,
  wasRequested: (url: string) => boolean,
): NativeMaps {
  let inForce: ImportMap | undefined
  let isRefused = false
  const shimmed = onceItSucceeds(() => loadShims(shims, nonce))
  let noteFirst: () => void
  const first = new Promise<void>(resolve => {
    noteFirst = resolve
  })
  /** Settles when it is known whether the last map was taken. */
  let taken: Promise<void> = first

  function insert({ imports, scopes, integrity }: ImportMap): void {
    const script = document.createElement('script')
    script.type = 'importmap'
    if (nonce) script.nonce = nonce
    const json = JSON.stringify({ imports, scopes, integrity })
    script.textContent = trustedPolicy()?.createScript(json) ?? json
    // The event is queued while the script is inserted, a timer after it.
    taken = new Promise(resolve => {
      script.onerror = () => {
        isRefused = true
        resolve()
      }
      document.head.append(script)
      setTimeout(resolve)
    })
  }

  return {
    ready: first,
    add(map) {
      const added = inForce ? lateMap(inForce, map, wasRequested) : map
      inForce = map
      if (Object.values(added).some(part => Object.keys(part ?? {}).length > 0)) insert(added)
      noteFirst()
    },
    async import(url) {
      await first
      await taken
      if (!isRefused) return import(/* @vite-ignore */ /* webpackIgnore: true */ url)
      return (await shimmed())(url)
    },
  }
}

function pageNonce(): string | undefined {
  return document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce
}

interface ShimsWindow extends Window {
  esmsInitOptions?: object
  importShim?: (url: string) => Promise<Module>
}

async function loadShims(shims: NativeMapOptions['shims'], nonce = ''): Promise<(url: string) => Promise<Module>> {
  const host = window as ShimsWindow
  if (host.importShim) return host.importShim
  if (!shims) throw noShims('Give the engine its URL as the option `shims`.')
  host.esmsInitOptions = { nonce, noLoadEventRetriggers: true, ...host.esmsInitOptions }
  const script = document.createElement('script')
  script.crossOrigin = 'anonymous'
  script.integrity = shims.integrity ?? ''
  if (nonce) script.nonce = nonce
  script.src = trustOwnUrl(shims.url)
  await new Promise<unknown>((loaded, fail) => {
    script.onload = loaded
    script.onerror = () => fail(noShims(`${shims.url} did not load.`))
    document.head.append(script)
  })
  return (window as ShimsWindow).importShim as NonNullable<ShimsWindow['importShim']>
}

function noShims(what: string): FederationError {
  const detail = `this browser takes one import map, and the page needs a further one. ${what}`
  return new FederationError('FED-422', detail)
}
