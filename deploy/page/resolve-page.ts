import {
  FederationError,
  type Format,
  type PageMap,
  type PreviousResolution,
  type Remote,
  type RemoteEntry,
  type Resolution,
  readPageMap,
  resolveShared,
} from '../../core/index.js'
import type { MapJson } from '../history/history.js'
import { eachAtOnce } from './each-at-once.js'
import type { fetchManifest } from './fetch-manifest.js'

/** A map with everything that it leads to. */
export interface ResolvedPage {
  readonly json: MapJson
  readonly page: PageMap
  readonly resolution: Resolution
  /** Remotes whose manifests could not be had, and why. The resolution is without them. */
  readonly unreachable: ReadonlyMap<string, FederationError>
}

export interface ResolvePageOptions {
  /** Where the map is served: what its relative addresses are relative to. */
  readonly mapUrl?: string | undefined
  /** Default: that of the map's composed part, else System. */
  readonly format?: Format | undefined
  /** Counts where the map names no host. */
  readonly host?: string | undefined
  readonly prefer?: PreviousResolution | undefined
  readonly fetchManifest: typeof fetchManifest
}

/** Manifests that are fetched at once. */
const limit = 16

/**
 * Fetches the manifests of a map's remotes and resolves them, as a page would.
 *
 * @throws FED-621 where an address is relative and nobody said to what, FED-3xx where the file is no import map
 */
export async function resolvePage(json: MapJson, options: ResolvePageOptions): Promise<ResolvedPage> {
  const page = readPage(json, options.mapUrl)
  const unreachable = new Map<string, FederationError>()
  const fetched = await eachAtOnce(resolvable(page), limit, async (entry): Promise<Remote | undefined> => {
    try {
      return await options.fetchManifest(entry)
    } catch (error) {
      if (!(error instanceof FederationError)) throw error
      unreachable.set(entry.name, error)
      return undefined
    }
  })
  const remotes = fetched.filter(remote => remote !== undefined)
  const format = options.format ?? page.generated?.key.format
  const resolution = resolveShared(remotes, { host: page.host ?? options.host, format, prefer: options.prefer })
  return { json, page, resolution, unreachable }
}

/**
 * The remotes that take part in a resolution. Module Federation remotes do not: in the page they choose among what comes
 * of it.
 */
export function resolvable({ remotes }: PageMap): readonly RemoteEntry[] {
  return remotes.filter(({ kind }) => kind === 'fedmap')
}

const nowhere = 'https://nowhere.invalid/'

/** Reads a map. Without its URL a relative address has no meaning, and the first one found is an error. */
export function readPage(json: MapJson, mapUrl: string | undefined): PageMap {
  const page = readPageMap(json, mapUrl ?? `${nowhere}importmap.json`)
  if (mapUrl !== undefined) return page
  const addresses = [
    ...page.remotes.map(({ name, url }) => [name, url] as const),
    ...Object.entries(page.written.imports),
  ]
  const relative = addresses.find(([, url]) => url?.startsWith(nowhere))
  if (!relative) return page
  const [name, url] = relative
  const detail = `${name} is at ${url?.slice(nowhere.length - 1)}. Say with --map-url where the map is served, as https://shop.example/importmap.json.`
  throw new FederationError('FED-621', detail, { remote: name })
}
