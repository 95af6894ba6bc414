import { parseUrl } from './parse-url.js'

/**
 * The standard's "resolve a URL-like module specifier": the URL that a specifier means by itself, or undefined for a
 * bare one.
 */
export function resolveUrlLike(specifier: string, baseUrl: string): string | undefined {
  if (/^\.{0,2}\//.test(specifier)) return parseUrl(specifier, baseUrl)
  // Without a colon there is no scheme. Most specifiers are bare, and a parser that throws is slow.
  return specifier.includes(':') ? parseUrl(specifier) : undefined
}
