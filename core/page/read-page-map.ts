import { parseImportMap } from '../import-map/parse-import-map.js'
import { recordOf } from '../record-of.js'
import type { PageMap, RemoteEntry } from './page-map.js'
import { generatedKeys, isString, readGenerated } from './read-generated.js'
import { remoteKind } from './remote-kind.js'

type Json = Readonly<Record<string, unknown>>

/**
 * Reads importmap.json: tells remotes from plain entries, and what people wrote from what `fedmap compose` wrote.
 * An entry whose URL's last path segment is `federation.json` (or `mf-manifest.json`) is a remote. A malformed entry
 * costs that entry and gives a warning.
 *
 * @param json the parsed file
 * @param url the file's URL, which relative addresses are relative to
 * @throws FED-301 and FED-302 where the file as a whole is no import map
 */
export function readPageMap(json: unknown, url: string): PageMap {
  const { imports, ...written } = parseImportMap(writtenPart(json), url)
  const key = recordOf((json as Json).fedmap)
  const generated = readGenerated(json)
  const warnings = [...(written.warnings ?? [])]
  if (!generated && key.from) {
    warnings.push('the generated part is damaged and was left out: run `fedmap compose`')
  }

  const remotes: RemoteEntry[] = []
  const plain: Record<string, string | null> = Object.create(null)
  for (const [name, address] of Object.entries(imports)) {
    const kind = address === null ? undefined : remoteKind(address)
    if (kind)
      remotes.unshift({ name, url: address as string, kind }) // The map's order is descending.
    else plain[name] = address
  }
  return {
    url,
    written: { ...written, imports: plain },
    remotes,
    host: isString(key.host) ? key.host : undefined,
    lazy: Array.isArray(key.lazy) ? key.lazy.filter(isString) : [],
    generated,
    warnings,
  }
}

/** importmap.json as people wrote it: without the keys that `fedmap compose` lists as its own, and without that list. */
export function writtenPart<T>(json: T): T | Json {
  const generated = readGenerated(json)
  if (!generated) return json
  const { json: all, key } = generated
  const { imports, scopes, integrity } = key.generated
  const writtenScopes = without(all.scopes, [])
  for (const [scope, keys] of Object.entries(scopes)) {
    if (keys === true) delete writtenScopes[scope]
    else writtenScopes[scope] = without(writtenScopes[scope], keys)
  }
  return {
    ...all,
    imports: without(all.imports, imports),
    scopes: writtenScopes,
    integrity: without(all.integrity, integrity),
    fedmap: without(key, ['format', 'bases', ...generatedKeys]),
  }
}

function without(record: unknown, keys: readonly string[]): Record<string, unknown> {
  const left = { ...recordOf(record) }
  for (const key of keys) delete left[key]
  return left
}
