import { findPackage, type InstalledPackage } from './find-package.js'

/** Answers `listReachable` once for each package, as long as what is installed does not change. */
export function rememberReachable(): typeof listReachable {
  const known = new Map<string, ReadonlySet<string>>()
  return start => {
    const names = known.get(start.root) ?? listReachable(start)
    known.set(start.root, names)
    return start.source ? new Set([...names, start.source.package]) : names
  }
}

/** The names of all packages that a package may import, by the package.json of each on the way. */
function listReachable(start: InstalledPackage): ReadonlySet<string> {
  const names = new Set<string>()
  const seen = new Set<string>([start.root])
  const queue = [start]
  for (const { root, packageJson } of queue) {
    const { dependencies, peerDependencies, optionalDependencies } = packageJson
    for (const name of Object.keys({ ...dependencies, ...peerDependencies, ...optionalDependencies })) {
      names.add(name)
      const found = findPackage(name, root)
      if (!found || seen.has(found.root)) continue
      seen.add(found.root)
      queue.push(found)
    }
  }
  return names
}
