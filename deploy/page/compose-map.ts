import { FederationError, readPlacements, writeComposed } from '../../core/index.js'
import type { MapJson } from '../map/map-json.js'
import { readPage } from '../map/read-page.js'
import { type ResolvedPage, type ResolvePageOptions, resolvePage } from './resolve-page.js'

export interface ComposeOptions extends Omit<ResolvePageOptions, 'prefer' | 'isComposed'> {
  /** Choose copies as if nobody had been on the page before. Else those that it uses already are preferred. */
  readonly isFresh?: boolean | undefined
}

/** A map with its composed part, and what it was composed of. */
export interface ComposedMap {
  readonly json: MapJson
  readonly resolved: ResolvedPage
}

/**
 * Composes a map: writes into it what a page would otherwise have to find out from all manifests.
 *
 * @throws FED-623 where a manifest is not there, FED-621, FED-3xx
 */
export async function composeMap(json: MapJson, { isFresh, ...options }: ComposeOptions): Promise<ComposedMap> {
  const prefer = isFresh ? undefined : readPlacements(readPage(json, options.mapUrl))
  const resolved = await resolvePage(json, { ...options, prefer, isComposed: true })
  return { json: writeResolved(resolved), resolved }
}

/**
 * The map of a page that is resolved, composed.
 *
 * @throws FED-623 where a manifest is not there: the map would be composed without a remote that may be back any moment
 */
export function writeResolved({ json, page, resolution, unreachable }: ResolvedPage): MapJson {
  for (const [remote, error] of unreachable) {
    const detail = `without ${remote}, whose manifest cannot be had (${error.message}). Mend that, or leave the composing to the page with --no-compose.`
    throw new FederationError('FED-623', detail, error.where, error)
  }
  return writeComposed(json, page, resolution)
}
