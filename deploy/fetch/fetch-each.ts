import pMap from 'p-map'
import { FederationError } from '../../core/index.js'
import type { ManifestEntry } from './fetch-manifest.js'

/** What is fetched at once: three hundred remotes are not three hundred connections. */
const concurrency = 16

/** What came of fetching something of each remote, both in the order of the remotes. */
export interface Fetched<T> {
  readonly values: readonly T[]
  /** The remotes of which it could not be had, and why. */
  readonly failed: ReadonlyMap<string, FederationError>
}

/** Fetches something of each remote. One that fails with an error of fedmap's keeps none of the others. */
export async function fetchEach<T>(
  entries: readonly ManifestEntry[],
  fetch: (entry: ManifestEntry) => Promise<T>,
): Promise<Fetched<T>> {
  const failures = new Map<string, FederationError>()
  const fetchOne = async (entry: ManifestEntry): Promise<readonly T[]> => {
    try {
      return [await fetch(entry)]
    } catch (error) {
      if (!(error instanceof FederationError)) throw error
      failures.set(entry.name, error)
      return []
    }
  }
  const values = (await pMap(entries, fetchOne, { concurrency })).flat() as readonly T[]
  const inOrder = entries.flatMap(({ name }) => (failures.has(name) ? [[name, failures.get(name)!] as const] : []))
  return { values, failed: new Map(inOrder) }
}
