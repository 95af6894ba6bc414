import pMap from 'p-map'
import { isInForce } from '../../core/composed/read-composed.js'
import {
  allExtras,
  type FederationError,
  type Format,
  keptCopies,
  type PageMap,
  type PreviousResolution,
  type Remote,
  type Resolution,
  resolveKeeping,
  toResolution,
  withoutOtherFiles,
} from '../../core/index.js'
import { checkFiles, filesOf } from '../fetch/check-files.js'
import { fetchEach } from '../fetch/fetch-each.js'
import { type fetchManifest, type ManifestEntry, manifestEntries } from '../fetch/fetch-manifest.js'
import type { MapJson } from '../map/map-json.js'
import { readPage } from '../map/read-page.js'

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
  const format = options.format ?? composedFormat(page) ?? 'system'
  const { prefer, isComposed = usesComposed(page, format), isThere = hasItsFiles } = options
  const known = isComposed && prefer ? keptCopies(remotes, prefer, format) : []
  const narrowed = known.map(remote => withoutOtherFiles(remote, format))
  const kept = await pMap(narrowed, async remote => ((await isThere(remote, options.mapUrl)) ? [remote] : []), {
    concurrency,
  })
  const host = page.host ?? options.host
  const resolution = toResolution(resolveKeeping(remotes, kept.flat(), { host, format, prefer }, allExtras))
  return { json, page, resolution, unreachable }
}

/** Whether pages of a format use the map's composed part, as the loader decides it. */
export function usesComposed({ generated, remotes }: PageMap, format: Format): boolean {
  return generated !== undefined && isInForce(generated.key, remotes, format)
}

/** The format that a map was composed for; undefined: none, or one that there is not. */
export function composedFormat({ generated }: PageMap): Format | undefined {
  // The file may say anything.
  const format = generated?.key.format
  return format === 'system' || format === 'esm' ? format : undefined
}

/**
 * Fetches every file of a remote, as the page would.
 *
 * @param mapUrl where the map is served
 */
export async function hasItsFiles(remote: Remote, mapUrl?: string): Promise<boolean> {
  return (await checkFiles(filesOf(remote), { mapUrl })).problems.length === 0
}

/**
 * The remotes that take part in a resolution. Module Federation remotes do not: in the page they choose among what comes
 * of it.
 */
function resolvable(page: PageMap): readonly ManifestEntry[] {
  return manifestEntries(page).filter(({ kind }) => kind === 'fedmap')
}
