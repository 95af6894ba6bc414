import { spawnSync } from 'node:child_process'
import { resolve } from 'node:path'

/** The repository's root. */
export const root = resolve(import.meta.dirname, '../..')

let isBuilt = false

/**
 * Compiles the command, as it is shipped, before a test starts it as a process. Costs little where nothing changed.
 * A type error is not this test's to report: the compiler writes what it can.
 */
export function buildOnce(): void {
  if (isBuilt) return
  const tsc = resolve(root, 'node_modules/typescript/bin/tsc')
  const { error } = spawnSync(process.execPath, [tsc, '-b', 'deploy'], { cwd: root, stdio: 'ignore' })
  if (error) throw error
  isBuilt = true
}
