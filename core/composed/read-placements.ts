import { parseImportMap } from '../import-map/parse-import-map.js'
import { parseUrl } from '../import-map/parse-url.js'
import { parseCopyUrl } from '../manifest/copy-folder.js'
import type { PageMap } from '../page/page-map.js'
import type { PreviousResolution } from '../resolution/resolution.js'

/**
 * Reads off the generated part of importmap.json who sees which copy: each remote's scope names them. Enough to prefer
 * these copies, or to pin them, in a new resolution. Whether the part is in force does not matter; what it says of a
 * remote that has another base by now means nothing to the resolver.
 *
 * @returns undefined for a map that is not composed
 */
export function readPlacements({ generated, url }: PageMap): PreviousResolution | undefined {
  if (!generated) return undefined
  const { key, json } = generated
  const { scopes } = parseImportMap(json, url)
  const environments = new Map<string, ReadonlyMap<string, { readonly url: string }>>()
  for (const [remote, manifest] of Object.entries(key.from)) {
    const scope = scopes[parseUrl(`${key.format}/`, key.bases?.[remote] ?? manifest) ?? '']
    const copies = Object.values(scope ?? {}).flatMap(address => parseCopyUrl(address ?? '') ?? [])
    if (scope) environments.set(remote, new Map(copies.map(copy => [copy.package, copy])))
  }
  return { environments }
}
