import { FederationError } from '../errors/federation-error.js'
import { resolveUrlLike } from '../import-map/resolve-url-like.js'
import { isObject } from '../manifest/is-object.js'
import type { RemoteEntry } from './page-map.js'

const kinds: Readonly<Record<string, RemoteEntry['kind']>> = {
  'federation.json': 'fedmap',
  'mf-manifest.json': 'module-federation',
}

/**
 * The remotes of importmap.json, and nothing else of it: what a page has to know before it knows whether there is
 * something to compose. Addresses that are no URL are left out.
 *
 * @param url the file's URL, which relative addresses are relative to
 * @returns in code-unit order of their names
 * @throws FED-301 where the file is no object
 */
export function readRemotes(json: unknown, url: string): readonly RemoteEntry[] {
  if (!isObject(json)) throw new FederationError('FED-301', `${url} is no object. Give it {"imports": {…}}.`, { url })
  const remotes: RemoteEntry[] = []
  for (const [name, address] of Object.entries(isObject(json.imports) ? json.imports : {})) {
    const kind = typeof address === 'string' ? remoteKind(address) : undefined
    const manifest = kind && resolveUrlLike(address as string, url)
    if (manifest) remotes.push({ name, url: manifest, kind })
  }
  return remotes.sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** What kind of remote a URL names, or undefined for a plain module. */
export function remoteKind(url: string): RemoteEntry['kind'] | undefined {
  const path = url.split(/[?#]/, 1)[0] as string
  return kinds[path.slice(path.lastIndexOf('/') + 1)]
}
