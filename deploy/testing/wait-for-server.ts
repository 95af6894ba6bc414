import type { ChildProcess } from 'node:child_process'
import { setTimeout as wait } from 'node:timers/promises'

/** Waits until a server answers, whatever it says; fails where its process ends before, or after a minute. */
export async function waitForServer(url: string, server: ChildProcess): Promise<void> {
  for (const deadline = Date.now() + 60_000; Date.now() < deadline; await wait(50)) {
    if (server.exitCode !== null) throw Error(`${server.spawnfile} ended with ${server.exitCode}`)
    const isThere = await fetch(url).then(
      () => true,
      () => false,
    )
    if (isThere) return
  }
  throw Error(`nothing answers at ${url}`)
}
