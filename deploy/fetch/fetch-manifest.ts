import { excerpt } from '../../core/errors/excerpt.js'
import { FederationError, type PageMap, parseManifest, type Remote, type RemoteEntry } from '../../core/index.js'
import { bodyOf, fetchInTime, leaveBody, reasonOf } from './fetch-in-time.js'
import { integrityProblem } from './integrity-problem.js'

/** A remote on a map, and what the map says that its manifest must be. */
export interface ManifestEntry extends RemoteEntry {
  /** Integrity metadata. */
  readonly integrity?: string | undefined
}

/** The remotes of a page. */
export function manifestEntries({ remotes, written }: PageMap): readonly ManifestEntry[] {
  return remotes.map(entry => ({ ...entry, integrity: written.integrity[entry.url] }))
}

/**
 * Fetches and reads a remote's manifest. Its base is the directory that the response came from, redirects followed.
 *
 * @throws FED-403 where it cannot be fetched or is not the one that the map means, FED-404 where it is no JSON, FED-1xx where it is malformed
 */
export async function fetchManifest(entry: ManifestEntry): Promise<Remote> {
  const { json, url } = await fetchJson(entry)
  return { name: entry.name, base: new URL('.', url).href, manifest: parseManifest(json, url) }
}

/**
 * Fetches the manifest of a remote of any kind.
 *
 * @returns what it says, and where it came from, redirects followed
 * @throws FED-403, FED-404
 */
export async function fetchJson({
  name,
  url,
  integrity,
}: ManifestEntry): Promise<{ readonly json: unknown; readonly url: string }> {
  const fail = (code: 'FED-403' | 'FED-404', why: string, cause?: unknown) => {
    const detail = `of ${name} at ${url}: ${why}`
    return new FederationError(code, detail, { remote: name, url }, cause)
  }
  const response = await fetchInTime(url).catch(cause => {
    throw fail('FED-403', `${reasonOf(cause)}. Look at the address, and at the server.`, cause)
  })
  if (!response.ok) {
    leaveBody(response)
    throw fail('FED-403', `the server answered ${response.status}. Look at the address, and at what was uploaded.`)
  }
  const body = await bodyOf(response).catch(cause => {
    throw fail('FED-403', `it did not come whole (${reasonOf(cause)}). Run the command again.`, cause)
  })
  const mismatch = integrityProblem(body, integrity)
  if (mismatch)
    throw fail('FED-403', `it is not held to the map's integrity: ${mismatch}. Correct the one or the other.`)
  const text = new TextDecoder().decode(body)
  try {
    return { json: JSON.parse(text), url: response.url }
  } catch (cause) {
    throw fail('FED-404', `${whatCame(response)}. Does the server send a page for it?`, cause)
  }
}

/** Its type, and where a redirect led to: nothing of what is in it, which may be no business of who reads the log of a deploy. */
function whatCame({ headers, redirected, url }: Response): string {
  const { origin, pathname } = new URL(url)
  return `${redirected ? `${origin}${pathname}, which it is redirected to, ` : 'it '}has the type ${excerpt(headers.get('content-type') ?? 'none')}`
}

/** Fetches each manifest once, however often a deploy has to start again: what is deployed does not change. */
export function fetchOnce(): typeof fetchManifest
export function fetchOnce<T extends { readonly name: string }>(
  fetch: (entry: ManifestEntry) => Promise<T>,
): (entry: ManifestEntry) => Promise<T>
export function fetchOnce(
  fetch: (entry: ManifestEntry) => Promise<{ readonly name: string }> = fetchManifest,
): (entry: ManifestEntry) => Promise<{ readonly name: string }> {
  const remotes = new Map<string, Promise<{ readonly name: string }>>()
  return async entry => {
    const asked = `${entry.url} ${entry.integrity ?? ''}`
    const known = remotes.get(asked) ?? fetch(entry)
    remotes.set(asked, known)
    return { ...(await known), name: entry.name }
  }
}
