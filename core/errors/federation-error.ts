import { type ErrorCode, errorTable } from './error-table.js'

/** Where something went wrong: as much of it as is known. */
export interface ErrorPlace {
  /** The remote's name, the key in importmap.json. */
  readonly remote?: string | undefined
  /** The specifier that was asked for. */
  readonly specifier?: string | undefined
  /** The file or map that the error is about. */
  readonly url?: string | undefined
  /** Every URL that was tried, with why each failed. */
  readonly tried?: readonly { readonly url: string; readonly why: string }[] | undefined
}

/**
 * The one error that fedmap throws. `message` says what happened, where, and what to do; `code` finds its section in
 * docs/errors.md.
 */
export class FederationError extends Error {
  declare readonly name: 'FederationError'
  declare readonly code: ErrorCode
  declare readonly where: ErrorPlace

  constructor(code: ErrorCode, detail: string, where: ErrorPlace = {}, cause?: unknown) {
    super(`${code} ${errorTable[code]}: ${detail}`, cause === undefined ? undefined : { cause })
    Object.assign(this, { name: 'FederationError', code, where })
  }
}
