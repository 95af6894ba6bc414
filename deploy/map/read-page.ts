import { FederationError, type PageMap, readPageMap } from '../../core/index.js'
import type { MapJson } from './map-json.js'

/** Stands for where a map is served, where nobody said it: an origin that no file has. No sentence may show it. */
export const nowhere = 'https://nowhere.invalid/'

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
  return page
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
