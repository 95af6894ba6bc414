type Json = Readonly<Record<string, unknown>>

/**
 * Whether two JSON values are equal, whatever the order of their keys.
 *
 * @param skipped a key that does not count
 * @param depth levels that are looked at: what lies deeper is no part of a manifest, and counts as a difference
 */
export function isAlike(a: unknown, b: unknown, skipped?: string, depth = 9): boolean {
  if (a === b || typeof a !== 'object' || typeof b !== 'object' || !a || !b || !depth) return a === b
  let difference = 0
  for (const key in a) {
    if (key === skipped) continue
    if (!Object.hasOwn(b, key) || !isAlike((a as Json)[key], (b as Json)[key], skipped, depth - 1)) return false
    difference++
  }
  for (const key in b) if (key !== skipped) difference--
  return difference === 0
}
