import type { PreviousResolution } from './resolution.js'

/** The folders of all copies that an earlier resolution uses; some of them more than once. */
export function urlsOf(previous: PreviousResolution | undefined): readonly string[] {
  return [...(previous?.environments.values() ?? [])].flatMap(seen => [...seen.values()].map(({ url }) => url))
}
