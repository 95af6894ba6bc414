import { execFileSync } from 'node:child_process'
import { findChromium } from './launch-chromium.js'

/** Before any end-to-end test: where the machine has no Chromium, takes Debian's. */
export default function installChromium(): void {
  if (findChromium()) return
  const run = (...args: string[]) =>
    execFileSync(
      process.getuid?.() === 0 ? 'apt-get' : 'sudo',
      [...(process.getuid?.() === 0 ? [] : ['-n', 'apt-get']), ...args],
      {
        stdio: 'inherit',
      },
    )
  try {
    run('update')
    run('install', '-y', '--no-install-recommends', 'chromium')
  } catch {
    // Not Debian, or not allowed to: launchChromium says what to do.
  }
}
