import semver from 'semver'
import { environmentsOf } from './brute-force.js'
import type { Reading } from './text-of-remotes.js'

/**
 * What the page would cost if each remote took the newest copies that the rules allow it, one remote after the other, as
 * most tools do it; copies shared where they happen to be the same. For portfolios where nobody is left out.
 */
export function newestFirstCost(reading: Reading): number {
  const used = new Map<string, number>()
  for (const remote of reading.names.keys()) {
    const [newest] = environmentsOf(reading, remote).sort((a, b) => {
      for (const name of [...new Set([...a.keys(), ...b.keys()])].sort()) {
        const [x, y] = [a.get(name), b.get(name)]
        if (x && y && x.version !== y.version) return semver.rcompare(x.version, y.version)
      }
      return 0
    })
    for (const copy of newest?.values() ?? []) {
      const wired = copy.requires.map(ask => newest!.get(ask.package)!.version)
      used.set(JSON.stringify([copy.package, copy.version, copy.scope, wired]), copy.price)
    }
  }
  return [...used.values()].reduce((sum, price) => sum + price, 0)
}
