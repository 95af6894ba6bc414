/**
 * Whether two JSON values are equal, whatever the order of their keys.
 *
 * @param skipped a key that does not count
 */
export function isAlike(a: unknown, b: unknown, skipped?: string): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || !a || !b) return a === b
  const [left, right] = [a, b] as Readonly<Record<string, unknown>>[] as [
    Record<string, unknown>,
    Record<string, unknown>,
  ]
  let difference = 0
  for (const key in left) {
    if (key === skipped) continue
    if (!Object.hasOwn(right, key) || !isAlike(left[key], right[key], skipped)) return false
    difference++
  }
  for (const key in right) if (key !== skipped) difference--
  return difference === 0
}
