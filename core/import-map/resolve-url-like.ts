import { parseUrl } from './parse-url.js'

/**
 * The standard's "resolve a URL-like module specifier": the URL that a specifier means by itself, or undefined for a
 * bare one.
 */
export function resolveUrlLike(specifier: string, baseUrl: string): string | undefined {
  return parseUrl(specifier, /^(\/|\.\.?\/)/.test(specifier) ? baseUrl : undefined)
}
