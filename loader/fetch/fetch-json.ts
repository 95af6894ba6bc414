import { type ErrorCode, FederationError } from '../../core/index.js'
import type { Emit } from '../events/events.js'

/** A JSON file that was fetched. */
export interface Fetched {
  readonly json: unknown
  /** Where it came from in the end, redirects followed. */
  readonly url: string
}

export interface FetchOptions {
  /** Milliseconds after which one attempt has failed. */
  readonly timeout: number
  readonly retries: number
  /** Integrity metadata that the file must have. */
  readonly integrity?: string | undefined
  readonly emit: Emit
  /** The codes for a file that cannot be had, and for one that is no JSON. */
  readonly codes: readonly [notFetched: ErrorCode, notJson: ErrorCode]
}

/** Milliseconds before the first repetition; each further one waits twice as long, and up to half as long again. */
const firstDelay = 150

/**
 * Fetches a JSON file, in the mode of `<link rel="preload" as="fetch" crossorigin>`. An attempt that fails is repeated,
 * with exponential backoff and jitter, so that a server that stumbles is not run over by every page at once.
 *
 * @throws the first of `codes` where no attempt gets the file, the second where it is no JSON
 */
export async function fetchJson(url: string, options: FetchOptions): Promise<Fetched> {
  const { retries, emit, codes } = options
  for (let attempt = 0; ; attempt++) {
    try {
      return await fetchOnce(url, options)
    } catch (cause) {
      const why = (cause as Error).message
      if (cause instanceof SyntaxError) {
        throw new FederationError(codes[1], `${url}: ${why}. Does the server send another page for it?`, { url }, cause)
      }
      if (attempt === retries) {
        const detail = `${url}: ${why}. Look at the address, the server, and its CORS headers.`
        throw new FederationError(codes[0], detail, { url, tried: [{ url, why }] }, cause)
      }
      emit('retry', { url, attempt: attempt + 1, why })
      await new Promise(resume => setTimeout(resume, firstDelay * 2 ** attempt * (1 + Math.random() / 2)))
    }
  }
}

/** One attempt. */
export async function fetchOnce(
  url: string,
  { timeout, integrity = '' }: Pick<FetchOptions, 'timeout' | 'integrity'>,
): Promise<Fetched> {
  const response = await fetch(url, { signal: AbortSignal.timeout(timeout), integrity })
  if (!response.ok) throw Error(`answered ${response.status}`)
  return { json: JSON.parse(await response.text()), url: response.url }
}
