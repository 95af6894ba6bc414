import type { Uses } from '../../core/index.js'

/** What is used of a package, as it is being found out: subpath → exports, `'*'` for all. */
export type UsedExports = Map<string, '*' | Set<string>>

/** Adds to what is used of a subpath. Whether anything of it is new. */
export function addUsed(
  used: UsedExports,
  subpath: string,
  names: '*' | readonly string[] | ReadonlySet<string>,
): boolean {
  const before = used.get(subpath)
  if (before === '*') return false
  const after = names === '*' ? names : new Set<string>([...(before ?? []), ...names])
  used.set(subpath, after)
  return before === undefined || after === '*' || after.size > before.size
}

/** The same as data, sorted. */
export function toUses(used: UsedExports): Uses {
  return Object.fromEntries(
    [...used]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([subpath, names]) => [subpath, names === '*' ? names : [...names].sort()]),
  )
}
