import type { PageMap, RemoteEntry } from './page-map.js'
import { remoteKind } from './remote-kind.js'

/**
 * Lays a developer's overrides over the page's map. A remote stays a remote, whatever file the override names: its
 * manifest is `federation.json` in that file's directory. An override to a manifest adds a remote that the page did not
 * have. All other overrides (plain entries, copies such as `react@18.2.0`) are for `overrideComposed`, once the map is
 * composed.
 *
 * @param overrides name → absolute URL
 */
export function applyOverrides(page: PageMap, overrides: Readonly<Record<string, string>>): PageMap {
  const remotes = new Map(page.remotes.map(remote => [remote.name, remote]))
  for (const [name, url] of Object.entries(overrides)) {
    if (remotes.has(name) || remoteKind(url)) remotes.set(name, overriddenRemote(name, url))
  }
  return { ...page, remotes: [...remotes.values()] }
}

function overriddenRemote(name: string, url: string): RemoteEntry {
  const kind = remoteKind(url)
  return kind ? { name, url, kind } : { name, url: new URL('federation.json', url).href, kind: 'fedmap' }
}
