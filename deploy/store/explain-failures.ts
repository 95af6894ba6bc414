import { FederationError } from '../../core/index.js'

/** Of what kind a store's failure is; `unknown` where fedmap cannot tell. */
export type FailureKind = 'gone' | 'full' | 'denied' | 'unknown'

/** What a store makes of its errors. */
export interface Failures {
  /** For messages. */
  readonly location: string
  readonly kindOf: (error: unknown) => FailureKind
  /** What to do, by kind, where it differs from what all stores have in common. */
  readonly advice: Readonly<Partial<Record<FailureKind, string>>>
  /** What happened, for messages; default: the error's own message. */
  readonly reasonOf?: (error: unknown) => string
}

const codes = { gone: 'FED-611', full: 'FED-612', denied: 'FED-613', unknown: 'FED-614' } as const

const advices: Readonly<Record<FailureKind, string>> = {
  gone: 'Create it, or name another with --store.',
  full: 'Make room and run the command again.',
  denied: 'Give the user the right to read, write and list.',
  unknown: 'See the cause, mend it, and run the command again.',
}

/**
 * Runs what a store does, and makes one of fedmap's errors of whatever it throws: the one place where a store's failures
 * become sentences.
 *
 * @throws FED-611 to FED-614
 */
export async function explainFailures<T>(failures: Failures, task: () => Promise<T>): Promise<T> {
  try {
    return await task()
  } catch (error) {
    throw error instanceof FederationError ? error : storeFailure(failures, error)
  }
}

function storeFailure({ location, kindOf, advice, reasonOf }: Failures, error: unknown): FederationError {
  const kind = kindOf(error)
  const reason = reasonOf?.(error) ?? (error as Error).message
  const detail = `${location} (${reason.replace(/\.$/, '')}). Nothing was changed. ${advice[kind] ?? advices[kind]}`
  return new FederationError(codes[kind], detail, {}, error)
}
