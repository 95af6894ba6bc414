/** Calls once and remembers, but for failures: after one the next call calls again. */
export function onceItSucceeds<T>(call: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined
  return () => {
    result ??= call().catch(error => {
      result = undefined
      throw error
    })
    return result
  }
}
