import { closureOf, type PreviousResolution, parseImportMap, readPlacements, remoteOf } from '../../core/index.js'
import { canResolve } from '../map/can-resolve.js'
import type { MapJson } from '../map/map-json.js'
import { readMovable, readPage } from '../map/read-page.js'
import { type ComposedMap, type ComposeOptions, writeResolved } from './compose-map.js'
import { cspHashOf, type PageHtml, writePageHtml } from './page-html.js'
import { type ResolvedPage, resolvePage } from './resolve-page.js'

/** A page with its map composed into it. */
export interface ComposedHtml extends ComposedMap {
  readonly html: string
  /** How many files are requested with the page. */
  readonly preloads: number
  /** What the page names for its first view and the map does not have. */
  readonly unknown: readonly string[]
  /** For the page's content security policy. */
  readonly cspHash: string
}

/**
 * Composes a map into a page, so that the page's first response tells the browser of all that its first view needs.
 *
 * @param pageUrl where the page is served
 * @throws FED-623 where a manifest is not there, FED-621, FED-3xx
 */
export async function composeHtml(
  json: MapJson,
  page: PageHtml,
  pageUrl: string,
  { isFresh, format = page.format, ...options }: ComposeOptions,
): Promise<ComposedHtml> {
  const previous = readPlacements(readPage(json, options.mapUrl)) ?? previousOf(page, pageUrl)
  const absolute = withAbsoluteAddresses(json, options.mapUrl)
  const prefer = isFresh ? undefined : previous
  const resolved = await resolvePage(absolute, { ...options, format, host: page.host, prefer, isComposed: true })
  const map = writeResolved(resolved)
  const files = closureOf(resolved.resolution, page.firstView)
  return {
    json: map,
    resolved,
    html: writePageHtml(page, map, files, { format: resolved.resolution.format, pageUrl }),
    preloads: files.length,
    unknown: listUnknown(page, map, resolved, pageUrl),
    cspHash: cspHashOf(map),
  }
}

function listUnknown(
  { firstView }: PageHtml,
  map: MapJson,
  { page, resolution }: ResolvedPage,
  pageUrl: string,
): string[] {
  const parsed = parseImportMap(map, pageUrl)
  const names = page.remotes.map(({ name }) => name)
  return firstView.filter(specifier => {
    const remote = remoteOf(specifier, names)
    // What only the page finds out: of remotes that are lazy or of Module Federation, and of those that are rejected.
    const isLeftToPage = remote !== undefined && !resolution.environments.has(remote)
    return !isLeftToPage && !canResolve(parsed, specifier, pageUrl)
  })
}

/** What an earlier run wrote into the page: where the map itself is not composed, visitors have the copies of that. */
function previousOf({ mapText }: PageHtml, pageUrl: string): PreviousResolution | undefined {
  try {
    return mapText === undefined ? undefined : readPlacements(readPage(JSON.parse(mapText), pageUrl))
  } catch {
    return undefined
  }
}

/** What people wrote, with addresses that mean the same in a page at another URL than the map's. */
function withAbsoluteAddresses(json: MapJson, mapUrl: string | undefined): MapJson {
  const { written, remotes } = readMovable(json, mapUrl)
  return {
    imports: { ...Object.fromEntries(remotes.map(({ name, url }) => [name, url])), ...written.imports },
    scopes: written.scopes,
    integrity: written.integrity,
    ...(json.fedmap !== undefined && { fedmap: json.fedmap }),
  }
}
