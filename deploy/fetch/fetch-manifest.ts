import { FederationError, parseManifest, type Remote, type RemoteEntry } from '../../core/index.js'
import { fetchInTime, reasonOf } from './fetch-in-time.js'

/**
 * Fetches and reads a remote's manifest. Its base is the directory that the response came from, redirects followed.
 *
 * @throws FED-403 where it cannot be fetched, FED-404 where it is no JSON, FED-1xx where it is malformed
 */
export async function fetchManifest(entry: RemoteEntry): Promise<Remote> {
  const { json, url } = await fetchJson(entry)
  return { name: entry.name, base: new URL('.', url).href, manifest: parseManifest(json, url) }
}

/**
 * Fetches the manifest of a remote of any kind.
 *
 * @returns what it says, and where it came from, redirects followed
 * @throws FED-403, FED-404
 */
export async function fetchJson({ name, url }: RemoteEntry): Promise<{ readonly json: unknown; readonly url: string }> {
  const fail = (code: 'FED-403' | 'FED-404', why: string, cause?: unknown) => {
    const detail = `of ${name} at ${url}: ${why}`
    return new FederationError(code, detail, { remote: name, url }, cause)
  }
  const response = await fetchInTime(url).catch(cause => {
    throw fail('FED-403', `${reasonOf(cause)}. Look at the address, and at the server.`, cause)
  })
  if (!response.ok) {
    throw fail('FED-403', `the server answered ${response.status}. Look at the address, and at what was uploaded.`)
  }
  const text = await response.text().catch(cause => {
    throw fail('FED-403', `the connection broke (${reasonOf(cause)}). Run the command again.`, cause)
  })
  try {
    return { json: JSON.parse(text), url: response.url }
  } catch (cause) {
    const why = `it begins with ${JSON.stringify(text.slice(0, 40))}. Does the server send a page for it?`
    throw fail('FED-404', why, cause)
  }
}

/** Fetches each manifest once, however often a deploy has to start again: what is deployed does not change. */
export function fetchOnce(): typeof fetchManifest
export function fetchOnce<T extends { readonly name: string }>(
  fetch: (entry: RemoteEntry) => Promise<T>,
): (entry: RemoteEntry) => Promise<T>
export function fetchOnce(
  fetch: (entry: RemoteEntry) => Promise<{ readonly name: string }> = fetchManifest,
): (entry: RemoteEntry) => Promise<{ readonly name: string }> {
  const remotes = new Map<string, Promise<{ readonly name: string }>>()
  return async entry => {
    const known = remotes.get(entry.url) ?? fetch(entry)
    remotes.set(entry.url, known)
    return { ...(await known), name: entry.name }
  }
}
