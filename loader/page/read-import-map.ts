import { FederationError } from '../../core/index.js'
import type { Emit } from '../events/events.js'
import { type Fetched, fetchJson } from '../fetch/fetch-json.js'
import { readGood } from '../fetch/read-good.js'
import type { Settings } from '../settings.js'

/**
 * Has importmap.json read: fetched, its last good version where it cannot be had, or what stands in the page.
 *
 * @param importMap its URL, what is in it, or the script element that has either
 * @param read takes what is in it, and throws where that is of no use
 * @throws FED-401 where it cannot be fetched, FED-402 where it is no JSON, FED-405 where the page has none
 */
export async function readImportMap<T>(
  importMap: string | object | null,
  { importMapTimeout: timeout, retries }: Settings,
  emit: Emit,
  read: (file: Fetched) => Promise<T>,
): Promise<T> {
  if (importMap === null) {
    const detail = `put a <script type="systemjs-importmap"> before fedmap.js in ${document.URL}.`
    throw new FederationError('FED-405', detail, { url: document.URL })
  }
  const script = importMap instanceof HTMLScriptElement ? importMap : undefined
  const source = script ? script.src : importMap
  if (typeof source === 'string' && source) {
    const url = new URL(source, document.baseURI).href
    const integrity = script?.integrity
    const fetched = fetchJson(url, { timeout, retries, integrity, emit, codes: ['FED-401', 'FED-402'] })
    return readGood(url, fetched, read, integrity, emit)
  }
  return read({ json: script ? parseInline(script.text) : importMap, url: document.baseURI })
}

function parseInline(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new FederationError('FED-402', `the import map in ${document.URL}: ${cause}`, { url: document.URL }, cause)
  }
}
