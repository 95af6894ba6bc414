import { copiesInUse } from '../../core/composed/copies-in-use.js'
import type { Resolution } from '../../core/index.js'

/** What tells one copy of a package from the others, for people. */
export interface CopyName {
  readonly version: string
  readonly provider: string
}

/** A copy in use. */
export interface CopySummary extends CopyName {
  readonly package: string
  readonly url: string
  /** Compressed bytes. */
  readonly size: number
}

export interface Totals {
  readonly count: number
  /** Compressed. */
  readonly bytes: number
}

/** The copies in use, by package, then by version as text. */
export function summarizeCopies(resolution: Resolution): readonly CopySummary[] {
  const key = (copy: CopySummary) => `${copy.package}@${copy.version} ${copy.url}`
  return [...copiesInUse(resolution).values()]
    .map(({ package: name, copy, remote, url }) => ({
      package: name,
      version: copy.version,
      provider: remote.name,
      url,
      size: copy.size,
    }))
    .sort((a, b) => (key(a) < key(b) ? -1 : 1))
}

/** How many copies, and what they weigh. */
export function totalsOf(copies: readonly CopySummary[]): Totals {
  return { count: copies.length, bytes: copies.reduce((sum, { size }) => sum + size, 0) }
}
