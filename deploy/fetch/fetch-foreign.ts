import { type ModuleFederationManifest, parseModuleFederationManifest } from '../../core/index.js'
import { isObject } from '../../core/is-object.js'
import { recordOf } from '../../core/record-of.js'
import { fetchJson, type ManifestEntry } from './fetch-manifest.js'

/** A Module Federation remote of the page. It takes no part in the resolution, and chooses among what comes of it. */
export interface ForeignRemote {
  readonly name: string
  readonly manifest: ModuleFederationManifest
  /** What its manifest tells of besides the entry: chunks and stylesheets. */
  readonly files: readonly ForeignFile[]
}

export interface ForeignFile {
  readonly url: string
  /** Of its own copy of this specifier: loaded where the page has none for it. */
  readonly share?: string
}

/** @throws FED-403, FED-404, FED-1xx */
export async function fetchForeign(entry: ManifestEntry): Promise<ForeignRemote> {
  const { json, url } = await fetchJson(entry)
  const manifest = parseModuleFederationManifest(json, url)
  return { name: entry.name, manifest, files: filesOf(json, manifest.entry.url) }
}

/** What `@module-federation/enhanced` lists as `assets`, of exposes and of shared packages. By hand nobody writes them. */
function filesOf(json: unknown, entry: string): readonly ForeignFile[] {
  const { exposes, shared, metaData } = json as Readonly<Record<string, unknown>>
  const { remoteEntry } = metaData as { readonly remoteEntry: { readonly path?: string } }
  // The entry may lie in a folder of its own; the others are relative to the public path.
  const depth = (remoteEntry.path ?? '').split('/').filter(part => part && part !== '.').length
  const base = new URL('../'.repeat(depth) || './', entry)
  const urlsOf = (list: unknown) =>
    (Array.isArray(list) ? list : []).filter(isObject).flatMap(({ name, assets }) =>
      pathsIn(assets)
        .filter(path => /\.(m?js|css)$/.test(path) && URL.canParse(path, base.href))
        .map(path => ({ url: new URL(path, base).href, share: String(name) })),
    )
  const exposed = urlsOf(exposes).map(({ url }) => ({ url }))
  // A chunk that an expose needs too is loaded in any case, so it counts as the expose's.
  const byUrl = new Map<string, ForeignFile>([...urlsOf(shared), ...exposed].map(file => [file.url, file]))
  return [...byUrl.values()].sort((a, b) => (a.url < b.url ? -1 : 1))
}

/** Of `{ "js": { "sync": ["a.js"], "async": [] }, "css": … }`, and of nothing deeper, however deep it goes. */
function pathsIn(assets: unknown): readonly string[] {
  const lists = Object.values(recordOf(assets)).flatMap(kind => Object.values(recordOf(kind)))
  return lists.flat().filter(path => typeof path === 'string')
}
