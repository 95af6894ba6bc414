import type { Page } from 'playwright-core'

/** A request as the browser timed it. */
interface TimedRequest {
  readonly url: string
  readonly start: number
  /** From when on it can cause further requests: a page does so while the rest of it still comes. */
  readonly answered: number
}

/**
 * The page's requests in rounds: a round is what starts after a response of the round before; the page itself is the
 * first. The servers have to answer slowly, so that what starts together is told from what waits for an answer.
 */
export async function roundsOf(page: Page): Promise<readonly (readonly string[])[]> {
  const requests = await page.evaluate(() => {
    const entries = performance.getEntries().filter(entry => /navigation|resource/.test(entry.entryType))
    return (entries as PerformanceResourceTiming[]).map(entry => ({
      url: entry.name,
      start: entry.startTime,
      answered: entry.entryType === 'navigation' ? entry.responseStart : entry.responseEnd,
    }))
  })
  const rounds: TimedRequest[][] = []
  for (const request of requests.sort((a, b) => a.start - b.start)) {
    let round = 0
    while (rounds[round]?.some(({ answered }) => answered <= request.start)) round++
    rounds[round] ??= []
    rounds[round]?.push(request)
  }
  return rounds.map(round => round.map(({ url }) => url))
}
