import type { Model } from './model.js'

/** The packages that a copy of any other requires. */
export function listRequired({ pools }: Pick<Model, 'pools'>): ReadonlySet<string> {
  const required = new Set<string>()
  for (const { kinds } of pools.values()) {
    for (const { needs } of kinds) for (const need of needs) required.add(need.package)
  }
  return required
}
