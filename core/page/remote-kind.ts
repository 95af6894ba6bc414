import type { RemoteEntry } from './page-map.js'

const kinds = new Map<string, RemoteEntry['kind']>([
  ['federation.json', 'fedmap'],
  ['mf-manifest.json', 'module-federation'],
])

/** What kind of remote a URL names, by its last path segment, or undefined for a plain module. */
export function remoteKind(url: string): RemoteEntry['kind'] | undefined {
  const path = url.split(/[?#]/, 1)[0] as string
  return kinds.get(path.slice(path.lastIndexOf('/') + 1))
}
