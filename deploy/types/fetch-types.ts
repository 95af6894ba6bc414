import { FederationError, parseTypes, type RemoteTypes } from '../../core/index.js'
import { fetchInTime, leaveBody, reasonOf, textOf } from '../fetch/fetch-in-time.js'
import { fetchManifest, type ManifestEntry } from '../fetch/fetch-manifest.js'

/** A remote's types, as it is deployed. */
export interface FetchedTypes extends Pick<RemoteTypes, 'files'> {
  /** The remote's name on the map. */
  readonly remote: string
  readonly version: string | undefined
}

/**
 * Fetches what a remote tells TypeScript: `types.json` beside its manifest.
 *
 * @throws FED-630 where it has none, FED-108 where it is malformed, FED-403, FED-404 and FED-1xx for the manifest
 */
export async function fetchTypes(entry: ManifestEntry): Promise<FetchedTypes> {
  const { name, kind } = entry
  const fail = (why: string, url: string, cause?: unknown) =>
    new FederationError('FED-630', `${name}: ${why}`, { remote: name, url }, cause)
  if (kind === 'module-federation') {
    throw fail('it is a Module Federation remote, whose own tool fetches its types.', entry.url)
  }
  const { base, manifest } = await fetchManifest(entry)
  const url = new URL('types.json', base).href
  const response = await fetchInTime(url).catch(cause => {
    throw fail(`${url} (${reasonOf(cause)}). Look at the server.`, url, cause)
  })
  if (!response.ok) {
    leaveBody(response)
    const advice = response.status === 404 ? 'Build the remote with `types: true`.' : 'Look at the server.'
    throw fail(`the server answered ${response.status} for ${url}. ${advice}`, url)
  }
  const json = await textOf(response)
    .then(JSON.parse)
    .catch(cause => {
      throw fail(`${url} is no JSON (${reasonOf(cause)}). Does the server send a page for it?`, url, cause)
    })
  return { remote: name, version: manifest.version, files: parseTypes(json, url).files }
}
