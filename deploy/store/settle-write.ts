import { FederationError } from '../../core/index.js'
import type { Stored } from './store.js'

export interface ConditionalWrite {
  readonly text: string
  /** As `Store.write` has it. */
  readonly expected: string | undefined
  /** Writes, on the condition; throws where the server refuses, or where anything else fails. */
  readonly put: () => Promise<unknown>
  readonly read: () => Promise<Stored | undefined>
  /** Whether an error of `put` says that the condition did not hold. */
  readonly isRefusal: (error: unknown) => boolean
  /** Whether an error of `put` says that there is no place to write to. */
  readonly isGone: (error: unknown) => boolean
  /** For messages. */
  readonly location: string
}

/**
 * Finds out what became of a conditional write over a network, where a failure does not say that nothing was written:
 * the answer may have been lost, and a client that then tries again by itself is refused because of its own first
 * try. What the store holds decides. Texts tell writers apart, since each carries its revision, author and time.
 *
 * @returns as `Store.write` does
 * @throws FED-629 where the store cannot be asked either
 */
export async function settleWrite(write: ConditionalWrite): Promise<boolean> {
  const { text, expected, put, read, isRefusal, isGone, location } = write
  try {
    await put()
    return true
  } catch (error) {
    if (isLocal(error) || isGone(error)) throw error
    const stored = await read().catch(() => {
      const detail = `${location} (${(error as Error).message}), and it cannot be asked what it holds now. Look at \`fedmap history\` before you run the command again.`
      throw new FederationError('FED-629', detail, {}, error)
    })
    if (stored?.text === text) return true
    if (isRefusal(error) || stored?.tag !== expected) return false
    throw error
  }
}

/** A failure on the way to the server: nothing was sent. */
function isLocal(error: unknown): boolean {
  const { code, name, $metadata } = error as NodeJS.ErrnoException & { $metadata?: { attempts?: number } }
  if (name === 'CredentialsProviderError') return true
  // An earlier attempt of the client itself may have come through. Azure's does not say whether there was one.
  const isFirst = ($metadata?.attempts ?? 1) === 1 && name !== 'RestError'
  return isFirst && /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN)$/.test(code ?? '')
}
