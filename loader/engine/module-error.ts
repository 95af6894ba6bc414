import { type ErrorPlace, FederationError } from '../../core/index.js'

/** The error of a module file that could not be had from any of the URLs that were tried. */
export function moduleError(tried: NonNullable<ErrorPlace['tried']>, cause?: unknown, place?: ErrorPlace) {
  const url = tried[0]?.url
  const list = tried.map(({ url, why }) => `${url} ${why}`).join('; ')
  const needs = place?.specifier ? `${place.specifier} needs ` : ''
  return new FederationError(
    'FED-406',
    `${needs}${list}. Importing it again tries again.`,
    { ...place, url, tried },
    cause,
  )
}

/** Why a script did not load, as far as a page can know: browsers do not tell scripts. */
export function whyRefused(url: string): string {
  const status = performance.getEntriesByName(url).at(-1) as { responseStatus?: number } | undefined
  const code = status?.responseStatus ?? 0
  if (code >= 400) return `answered ${code}`
  return code
    ? 'was blocked (integrity, MIME type or policy)'
    : 'did not answer, or without CORS headers, or was blocked'
}
