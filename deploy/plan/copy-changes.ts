import type { Resolution } from '../../core/index.js'
import { type CopySummary, summarizeCopies, type Totals, totalsOf } from '../page/summarize-copies.js'

/** What a change of the page makes of the copies in use. */
export interface CopyChanges {
  /** In use now and not before, by URL: visitors fetch them. */
  readonly gained: readonly CopySummary[]
  readonly lost: readonly CopySummary[]
  readonly before: Totals
  readonly after: Totals
}

/** Compares by URL, so that a copy that is kept while its provider is deployed anew is neither gained nor lost. */
export function copyChanges(before: Resolution, after: Resolution): CopyChanges {
  const [old, now] = [summarizeCopies(before), summarizeCopies(after)]
  const without = (copies: readonly CopySummary[], others: readonly CopySummary[]) => {
    const urls = new Set(others.map(({ url }) => url))
    return copies.filter(({ url }) => !urls.has(url))
  }
  return { gained: without(now, old), lost: without(old, now), before: totalsOf(old), after: totalsOf(now) }
}
