import { isatty } from 'node:tty'
import type { Command } from 'commander'
import pico from 'picocolors'
import { type ErrorCode, FederationError } from '../../core/index.js'

export type Colors = ReturnType<typeof pico.createColors>

/** What a command found or did. The shell around it prints it, for people or as JSON. */
export interface Report {
  /** What `--json` prints, as one document. */
  readonly data: unknown
  /** The same for people. */
  readonly text: (colors: Colors) => string
  /** 1 where the page would break or is broken. */
  readonly exitCode?: 0 | 1
}

/** The exit codes of every command, for its help. */
export const exitCodes = `Exit codes:
  0  done
  1  the page is broken, or the change would break it; nothing was changed
  2  wrong usage: a command, option or argument that cannot be meant
  3  it could not be done: a file, a store or the network failed, or what was named is not there; nothing was
     changed, or the error says that this is not known (FED-629)`

/**
 * Makes a command of a function: prints its report, or its error, and sets the exit code. The process is left to end by
 * itself, so that a pipe takes all of the output.
 *
 * Results go to stdout, with `--json` errors too, so that it always holds one JSON document; else errors go to stderr.
 */
export function reportAction<Args extends unknown[]>(
  action: (...args: Args) => Promise<Report>,
): (this: Command, ...args: Args) => Promise<void> {
  return async function (...args) {
    const { json } = this.optsWithGlobals()
    try {
      const report = await action(...args)
      process.stdout.write(printable(json ? toJson(report.data) : `${report.text(colorsFor(1))}\n`))
      process.exitCode = report.exitCode ?? 0
    } catch (error) {
      if (json) process.stdout.write(printable(toJson({ error: errorData(error) })))
      else process.stderr.write(printable(`${errorText(error, colorsFor(2))}\n`))
      process.exitCode = isWrongUsage(error) ? 2 : 3
    }
  }
}

/**
 * Text that cannot steer a terminal, whoever wrote the names and messages in it: of characters that are not shown only the ends of lines and
 * picocolors' colours stay, all others become escapes, which mean the same in JSON.
 */
export function printable(text: string): string {
  return text.replace(/([\p{Cc}\p{Bidi_C}])(\[(?:22?|1|3\d)m)?/gu, (all, control: string, color = '') =>
    control === '\n' || (control === '\x1b' && color)
      ? all
      : `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}${color}`,
  )
}

/** For errors of an output: who reads it may have seen enough, as `| head` has. */
export function allowClosed(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error
}

/** Colours on a terminal only, and not where NO_COLOR asks for none; FORCE_COLOR asks for them anywhere. */
function colorsFor(stream: 1 | 2): Colors {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env
  const isWanted = FORCE_COLOR ? FORCE_COLOR !== '0' : isatty(stream) && TERM !== 'dumb'
  return pico.createColors(isWanted && !NO_COLOR)
}

const usageCodes: ReadonlySet<ErrorCode> = new Set(['FED-620', 'FED-624', 'FED-628'])

function isWrongUsage(error: unknown): boolean {
  return error instanceof FederationError && usageCodes.has(error.code)
}

function toJson(data: unknown): string {
  return `${JSON.stringify(data, null, 2)}\n`
}

function errorData(error: unknown) {
  if (error instanceof FederationError) return { code: error.code, message: error.message, where: error.where }
  return { message: String((error as Error)?.stack ?? error) }
}

/** What no code was given to is a mistake in fedmap itself: then the stack helps whoever reports it. */
function errorText(error: unknown, colors: Colors): string {
  if (!(error instanceof FederationError)) return String((error as Error)?.stack ?? error)
  return `${colors.red(colors.bold(error.code))}${error.message.slice(error.code.length)}`
}
