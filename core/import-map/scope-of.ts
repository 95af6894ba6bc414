import type { ImportMap } from './import-map.js'

/** The scope that counts first for a module: the longest that it lies in, since scopes are in descending order. */
export function scopeOf(url: string, { scopes }: ImportMap): string | undefined {
  return Object.keys(scopes).find(scope => url.startsWith(scope))
}
