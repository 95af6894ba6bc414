import { type ErrorCode, errorTable } from '../core/index.js'

/** Tells the user of something that works but is likely not meant. Codes and their sections are those of errors. */
export type Warn = (code: ErrorCode, detail: string) => void

/** A warning as bundlers take it. */
export interface Warning {
  readonly code: ErrorCode
  readonly message: string
}

export function toWarning(code: ErrorCode, detail: string): Warning {
  return { code, message: `${code} ${errorTable[code]}: ${detail}` }
}

/** A function that passes each warning on, unless it was told before. */
export function warnOnce(told: Set<string>, log: (warning: Warning) => void): Warn {
  return (code, detail) => {
    const warning = toWarning(code, detail)
    if (told.has(warning.message)) return
    told.add(warning.message)
    log(warning)
  }
}
