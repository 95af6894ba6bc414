import type { Stored } from './store.js'

/**
 * Finds out what became of a conditional write over a network, where a failure does not say that nothing was written:
 * the answer may have been lost, and a client that then tries again by itself is refused because of its own first
 * try. What the store holds decides. Texts tell writers apart, since each carries its revision, author and time.
 *
 * @param put writes, on the condition; throws where the server refuses, or where anything else fails
 * @param isRefusal whether an error of `put` says that the condition did not hold
 * @returns as `Store.write` does
 */
export async function settleWrite(
  text: string,
  expected: string | undefined,
  put: () => Promise<unknown>,
  read: () => Promise<Stored | undefined>,
  isRefusal: (error: unknown) => boolean,
): Promise<boolean> {
  try {
    await put()
    return true
  } catch (error) {
    const stored = await read()
    if (stored?.text === text) return true
    if (isRefusal(error) || stored?.tag !== expected) return false
    throw error
  }
}
