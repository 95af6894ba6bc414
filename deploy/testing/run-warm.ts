import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { buildOnce, root } from './build-once.js'
import { type Finished, type RunOptions, testEnv } from './run-fedmap.js'

let host: ChildProcess | undefined
let last: Promise<unknown> = Promise.resolve()

/**
 * As `runFedmap`, in a process that has loaded the command already, one after the other: most of what a short command takes is
 * the start of its process. Not for what is about the process itself, as several at once, signals, or a terminal.
 */
export function runWarm(args: readonly string[], options: RunOptions = {}): Promise<Finished> {
  const run = last.then(() => runNext(args, options))
  last = run.catch(() => {})
  return run
}

async function runNext(args: readonly string[], { cwd = process.cwd(), env }: RunOptions): Promise<Finished> {
  host ??= startHost()
  const ended = new AbortController()
  const fail = once(host, 'exit', { signal: ended.signal }).then(([code]) => {
    throw Error(`the process that runs commands ended with ${code} at: fedmap ${args.join(' ')}`)
  })
  const answer = once(host, 'message', { signal: ended.signal })
  host.send({ args, cwd, env: testEnv(env) })
  try {
    const [finished] = await Promise.race([answer, fail])
    return finished
  } finally {
    fail.catch(() => {})
    answer.catch(() => {})
    ended.abort()
  }
}

/** It ends with the process that started it. */
function startHost(): ChildProcess {
  buildOnce()
  return fork(join(import.meta.dirname, 'command-host.mjs'), [join(root, 'dist/deploy/cli.js')], { silent: true })
}
