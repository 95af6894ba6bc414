import { FederationError } from '../errors/federation-error.js'
import { parseImportMap } from '../import-map/parse-import-map.js'
import { isObject } from '../manifest/is-object.js'
import type { PageMap, RemoteEntry } from './page-map.js'
import { generatedKeys, readGenerated } from './read-generated.js'
import { remoteKind } from './read-remotes.js'

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
  if (!isObject(json)) throw new FederationError('FED-301', `${url} is no object. Give it {"imports": {…}}.`, { url })
  const key = isObject(json.fedmap) ? json.fedmap : {}
  const generated = readGenerated(json)
  const { imports, ...written } = parseImportMap(writtenPart(json), url)
  const warnings = [...(written.warnings ?? [])]
  if (!generated && key.from) {
    warnings.push(
      'the generated part under "fedmap" is damaged and was left out; run `fedmap compose` to write it anew',
    )
  }

  const remotes: RemoteEntry[] = []
  const plain: Record<string, string | null> = Object.create(null)
  for (const [name, address] of Object.entries(imports)) {
    const kind = address === null ? undefined : remoteKind(address)
    if (kind) remotes.push({ name, url: address as string, kind })
    else plain[name] = address
  }
  return {
    url,
    written: { ...written, imports: plain },
    remotes: remotes.sort((a, b) => (a.name < b.name ? -1 : 1)),
    host: typeof key.host === 'string' ? key.host : undefined,
    lazy: Array.isArray(key.lazy) ? key.lazy.filter(name => typeof name === 'string') : [],
    generated,
    warnings,
  }
}

/** importmap.json as people wrote it: without the keys that `fedmap compose` lists as its own, and without that list. */
export function writtenPart(json: Json): Json {
  const generated = readGenerated(json)
  if (!generated) return json
  const { imports, scopes, integrity } = generated.key.generated
  const writtenScopes = without(json.scopes, [])
  for (const [scope, keys] of Object.entries(scopes)) {
    if (keys === true) delete writtenScopes[scope]
    else writtenScopes[scope] = without(writtenScopes[scope], keys)
  }
  return {
    ...json,
    imports: without(json.imports, imports),
    scopes: writtenScopes,
    integrity: without(json.integrity, integrity),
    fedmap: without(json.fedmap, ['format', ...generatedKeys]),
  }
}

function without(record: unknown, keys: readonly string[]): Record<string, unknown> {
  const dropped = new Set(keys)
  return Object.fromEntries(Object.entries(isObject(record) ? record : {}).filter(([key]) => !dropped.has(key)))
}
