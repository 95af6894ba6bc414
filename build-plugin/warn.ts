import { type ErrorCode, errorTable } from '../core/index.js'

/** Tells the user of something that works but is likely not meant. Codes and their sections are those of errors. */
export type Warn = (code: ErrorCode, detail: string) => void

/** A function that passes each warning on as bundlers take it, unless it was told before. */
export function warnOnce(told: Set<string>, log: (warning: { code: ErrorCode; message: string }) => void): Warn {
  return (code, detail) => {
    const message = `${code} ${errorTable[code]}: ${detail}`
    if (told.has(message)) return
    told.add(message)
    log({ code, message })
  }
}
