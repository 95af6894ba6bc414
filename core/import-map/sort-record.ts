/**
 * A record as the standard keeps one: keys in descending code-unit order, so that of two keys of which one is a prefix of
 * the other the longer comes first; no prototype, so that no key means anything but itself.
 */
export function sortRecord<A, B = A>(
  record: Readonly<Record<string, A>>,
  change: (value: A, key: string) => B = value => value as unknown as B,
): Record<string, B> {
  const sorted: Record<string, B> = Object.create(null)
  for (const key of Object.keys(record).sort().reverse()) sorted[key] = change(record[key] as A, key)
  return sorted
}
