/**
 * Maps items by an asynchronous function, at most `limit` at once, so that three hundred remotes are not three hundred
 * connections. The results are in the order of the items.
 */
export async function eachAtOnce<T, R>(
  items: readonly T[],
  limit: number,
  task: (item: T) => Promise<R>,
): Promise<readonly R[]> {
  const results: R[] = []
  const pending = items.entries()
  const work = async () => {
    // One iterator for all workers: each takes the next item that no one has taken.
    for (const [at, item] of pending) results[at] = await task(item)
  }
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, work))
  return results
}
