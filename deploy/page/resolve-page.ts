import pMap from 'p-map'
import {
  allExtras,
  FederationError,
  type Format,
  keptCopies,
  type PageMap,
  type PreviousResolution,
  type Remote,
  type RemoteEntry,
  type Resolution,
  readPageMap,
  resolveKeeping,
  withoutOtherFiles,
} from '../../core/index.js'
import type { MapJson } from '../history/history.js'
import { checkFiles, filesOf } from '../plan/check-files.js'
import { fetchEach } from './fetch-each.js'
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
  /**
   * Whether pages get the result composed, so that copies can be kept where visitors have them (`keptCopies`); a page that
   * resolves for itself does not know of them. Default: if the map's composed part is in force.
   */
  readonly isComposed?: boolean | undefined
  readonly fetchManifest: typeof fetchManifest
  /** Whether all files of a remote are where they should be. Default: `hasItsFiles`. */
  readonly isThere?: typeof hasItsFiles | undefined
}

/** Remotes whose files are looked at at once. */
const concurrency = 16

/**
 * Fetches the manifests of a map's remotes and resolves them, as a page would.
 *
 * @throws FED-621 where an address is relative and nobody said to what, FED-3xx where the file is no import map
 */
export async function resolvePage(json: MapJson, options: ResolvePageOptions): Promise<ResolvedPage> {
  const page = readPage(json, options.mapUrl)
  const { values: remotes, failed: unreachable } = await fetchEach(resolvable(page), options.fetchManifest)
  const format = options.format ?? page.generated?.key.format
  const { prefer, isComposed = isInForce(page), isThere = hasItsFiles } = options
  const known = isComposed && prefer ? keptCopies(remotes, prefer, format ?? 'system') : []
  const narrowed = known.map(remote => withoutOtherFiles(remote, format ?? 'system'))
  const kept = await pMap(narrowed, async remote => ((await isThere(remote)) ? [remote] : []), { concurrency })
  const host = page.host ?? options.host
  const resolution = resolveKeeping(remotes, kept.flat(), { host, format, prefer }, allExtras)
  return { json, page, resolution, unreachable }
}

/** Whether pages use the map's composed part, rather than compose for themselves. */
export function isInForce({ generated, remotes }: PageMap): boolean {
  if (!generated) return false
  const { from } = generated.key
  return Object.keys(from).length === remotes.length && remotes.every(({ name, url }) => from[name] === url)
}

/** Fetches every file of a remote. */
export async function hasItsFiles(remote: Remote): Promise<boolean> {
  return (await checkFiles(filesOf(remote))).problems.length === 0
}

/**
 * The remotes that take part in a resolution. Module Federation remotes do not: in the page they choose among what comes
 * of it.
 */
function resolvable({ remotes }: PageMap): readonly RemoteEntry[] {
  return remotes.filter(({ kind }) => kind === 'fedmap')
}

/** Stands for where a map is served, where nobody said it. No sentence may show it. */
const nowhere = 'https://nowhere.invalid/'

/**
 * Reads a map. Without its URL a relative address has no meaning, and the first one found is an error.
 *
 * @throws FED-621, FED-3xx
 */
export function readPage(json: MapJson, mapUrl: string | undefined): PageMap {
  if (mapUrl !== undefined) return readPageMap(json, mapUrl)
  const page = readNowhere(json)
  const addresses = [
    ...page.remotes.map(({ name, url }) => [name, url] as const),
    ...Object.entries(page.written.imports).flatMap(([name, url]) => [[name, url] as const, [name, name] as const]),
  ]
  assertAbsolute(addresses)
  return { ...page, warnings: page.warnings.map(withoutNowhere) }
}

/**
 * As `readPage`, for a map that is to mean the same elsewhere: no address may be relative, in scopes and integrity neither.
 *
 * @throws FED-621, FED-3xx
 */
export function readMovable(json: MapJson, mapUrl: string | undefined): PageMap {
  const page = readPage(json, mapUrl)
  const { scopes, integrity } = page.written
  const inScopes = Object.entries(scopes).flatMap(([scope, specifiers]) => [
    [scope, scope] as const,
    ...Object.entries(specifiers),
  ])
  if (mapUrl === undefined) assertAbsolute([...inScopes, ...Object.keys(integrity).map(url => [url, url] as const)])
  return page
}

function readNowhere(json: MapJson): PageMap {
  try {
    return readPageMap(json, `${nowhere}importmap.json`)
  } catch (error) {
    if (!(error instanceof FederationError)) throw error
    const { code, message, where } = error
    const detail = withoutNowhere(message.slice(message.indexOf(': ') + 2))
    throw new FederationError(code, detail, { ...where, url: undefined }, error)
  }
}

function assertAbsolute(addresses: readonly (readonly [name: string, url: string | null])[]): void {
  const relative = addresses.find(([, url]) => url?.startsWith(nowhere))
  if (!relative) return
  const [name, url] = relative.map(text => withoutNowhere(text ?? '')) as [string, string]
  const what = name === url ? `${name} is a relative address` : `${name} is at ${url}`
  const detail = `${what}. Say with --map-url where the map is served, as https://shop.example/importmap.json.`
  throw new FederationError('FED-621', detail, { remote: name })
}

function withoutNowhere(text: string): string {
  return text.replaceAll(`${nowhere}importmap.json`, 'the map').replaceAll(nowhere, '/')
}
