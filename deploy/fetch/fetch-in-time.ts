/** Milliseconds. */
const timeout = 30_000

/** `fetch`, given up after half a minute. */
export function fetchInTime(url: string, options: RequestInit = {}): Promise<Response> {
  return fetch(url, { ...options, signal: AbortSignal.timeout(timeout) })
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
