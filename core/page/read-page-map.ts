import { FederationError } from '../errors/federation-error.js'
import { parseImportMap } from '../import-map/parse-import-map.js'
import { isObject } from '../manifest/is-object.js'
import type { Generated, GeneratedKey, PageMap, RemoteEntry } from './page-map.js'

type Json = Readonly<Record<string, unknown>>

const kinds: Readonly<Record<string, RemoteEntry['kind']>> = {
  'federation.json': 'fedmap',
  'mf-manifest.json': 'module-federation',
}

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

/** What kind of remote a URL names, or undefined for a plain module. */
export function remoteKind(url: string): RemoteEntry['kind'] | undefined {
  const path = url.split(/[?#]/, 1)[0] as string
  return kinds[path.slice(path.lastIndexOf('/') + 1)]
}

const generatedKeys = ['from', 'generated', 'names', 'standIns', 'css', 'rejected', 'closures'] as const

function readGenerated(json: Json): Generated | undefined {
  const key = json.fedmap
  const isWhole =
    isObject(key) &&
    generatedKeys.every(name => isObject(key[name])) &&
    isObject(key.generated) &&
    Array.isArray(key.generated.imports) &&
    Array.isArray(key.generated.integrity) &&
    isObject(key.generated.scopes)
  return isWhole ? { json, key: key as unknown as GeneratedKey } : undefined
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
