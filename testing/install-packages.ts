import { execFileSync } from 'node:child_process'

/** Installs what Debian has for a test, or leaves it: who needs it says what is missing. */
export function installPackages(packages: readonly string[]): void {
  const [program, ...first] = process.getuid?.() === 0 ? ['apt-get'] : ['sudo', '-n', 'apt-get']
  const run = (...args: string[]) => execFileSync(program as string, [...first, ...args], { stdio: 'inherit' })
  try {
    run('update')
    run('install', '-y', '--no-install-recommends', ...packages)
  } catch {
    // Not Debian, or not allowed to.
  }
}
