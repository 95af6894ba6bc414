import { setTimeout as wait } from 'node:timers/promises'

/** Milliseconds of one attempt. */
const timeout = 30_000
/** Milliseconds before each repetition, up to half as long again. */
const pauses = [150, 300]

/**
 * `fetch`, given up after half a minute. Where a connection fails, or a server has too much to do, it is tried again, as
 * pages do: of hundreds of files one always stumbles, and nobody is to be woken for it.
 */
export async function fetchInTime(url: string, options: RequestInit = {}): Promise<Response> {
  for (const pause of pauses) {
    const response = await attempt(url, options).catch(passing)
    if (response && response.status < 500 && response.status !== 429) return response
    if (response) leaveBody(response)
    await wait(pause * (1 + Math.random() / 2))
  }
  return attempt(url, options)
}

function attempt(url: string, options: RequestInit): Promise<Response> {
  return fetch(url, { ...options, signal: AbortSignal.timeout(timeout) })
}

/** Only the network's errors have a cause: not that of a server which does not answer in time, nor of an address that is none. */
function passing(error: Error): undefined {
  if (error.cause === undefined) throw error
}

/** Bytes of the longest body that is read: no file of a page is longer, and one that does not end would take all memory. */
const mostBytes = 100_000_000

/** The body of an answer, decompressed. */
export async function bodyOf(response: Response): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length
    if (bytes > mostBytes) throw Error(`it is longer than ${mostBytes / 1_000_000} MB`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** The same as text, less the mark that some editors begin it with. */
export async function textOf(response: Response): Promise<string> {
  return new TextDecoder().decode(await bodyOf(response))
}

/** Of an answer whose body nobody reads: left open, one that does not end would keep the process from ending. */
export function leaveBody({ body }: Response): void {
  body?.cancel().catch(() => {})
}

/** `fetch` says "fetch failed" and hides why in the cause. */
export function reasonOf(error: unknown): string {
  const { cause, message } = error as Error
  const { code, message: causeMessage } = (cause ?? {}) as NodeJS.ErrnoException
  return code ?? causeMessage ?? message
}
