import type { Mode, Settings } from '../options/federation-options.js'
import { findPackage, type InstalledPackage, nameOf } from '../packages/find-package.js'
import { usualSubpaths } from '../packages/known-packages.js'
import { listReachable } from '../packages/list-reachable.js'
import { hasSubpath } from '../packages/list-subpaths.js'
import { warnOfOtherVersion } from '../packages/warn-of-other-version.js'
import type { Warn } from '../warn.js'
import { buildCopy } from './build-copy.js'
import type { BuiltCopy, CopyRequest } from './copy.js'
import type { CopyCache } from './copy-cache.js'

export interface CopiesRequest {
  readonly settings: Settings
  readonly mode: Mode
  /** The shared packages that the remote's own code imports, with the subpaths. */
  readonly used: ReadonlyMap<string, Iterable<string>>
  readonly cache: CopyCache
  readonly warn: Warn
  /** Told of each copy that is built, not of those that the cache has. */
  readonly onBuild: (copy: string) => void
}

/**
 * Builds a copy of each shared package that the remote's code uses or its options offer, and of each that one of those
 * copies imports. By package name.
 *
 * A package has one version in a remote: what the remote's root resolves it to, where its own code uses it or its options
 * offer it, else what the first copy that imports it does. An import that resolves to another version is bundled.
 *
 * A copy's subpaths are known once all that import it are built. So each round builds a package that no other waiting one
 * can reach, and a package that turns out to need more subpaths (a cycle) is built again.
 */
export async function buildCopies(request: CopiesRequest): Promise<Map<string, BuiltCopy>> {
  const { settings, cache } = request
  const versions = new Map<string, InstalledPackage>()
  const subpaths = new Map<string, Set<string>>()
  const waiting = new Set<string>()
  const copies = new Map<string, BuiltCopy>()

  const need = (name: string, needed: Iterable<string>) => {
    if (!settings.shared.get(name)?.carriesCopy) return
    const known = subpaths.get(name) ?? new Set()
    subpaths.set(name, known)
    for (const subpath of needed) {
      if (known.has(subpath)) continue
      known.add(subpath)
      waiting.add(name)
    }
  }

  const rootVersion = (name: string) => findPackage(name, settings.root)
  for (const [name, { subpaths: offered }] of settings.shared) {
    const needed = new Set([...(request.used.get(name) ?? []), ...offered])
    if (needed.size === 0) continue
    const found = rootVersion(name)
    if (found) versions.set(name, found)
    need(name, needed)
  }

  while (waiting.size > 0) {
    const owner = nextToBuild(waiting, versions)
    waiting.delete(owner.name)
    for (const usual of usualSubpaths[owner.name] ?? []) {
      if (hasSubpath(owner, usual)) subpaths.get(owner.name)!.add(usual)
    }
    const reachable = listReachable(owner)
    const others = [...settings.shared.keys()].filter(name => name !== owner.name && reachable.has(name)).sort()
    const copyRequest: CopyRequest = {
      package: owner,
      subpaths: [...subpaths.get(owner.name)!].sort(),
      mode: request.mode,
      requires: settings.shared.get(owner.name)!.requires,
      staysBare: (name, folder) => staysBare(request, versions, name, folder),
      warn: request.warn,
    }
    const fixed = others.map(name => `${name}@${versions.get(name)?.version ?? ''}`)
    let copy = cache.read(copyRequest, fixed)
    if (!copy) {
      copy = await buildCopy(copyRequest)
      cache.write(copyRequest, fixed, copy)
      request.onBuild(nameOf(owner))
    }
    copies.set(owner.name, copy)
    for (const [name, { uses }] of Object.entries(copy.requires)) need(name, Object.keys(uses))
  }
  return copies
}

/** Whether what a folder gets by a name is the remote's version of it. The first to import an unsettled name settles it. */
function staysBare(
  { settings, warn }: CopiesRequest,
  versions: Map<string, InstalledPackage>,
  name: string,
  folder: string,
): boolean {
  const shared = settings.shared.get(name)
  if (!shared) return false
  if (!shared.carriesCopy) return true
  const found = findPackage(name, folder)
  if (!found) return false
  const settled = versions.get(name) ?? found
  versions.set(name, settled)
  if (settled.version === found.version) return true
  warnOfOtherVersion(warn, settled, found, folder)
  return false
}

function nextToBuild(waiting: ReadonlySet<string>, versions: ReadonlyMap<string, InstalledPackage>): InstalledPackage {
  const packages = [...waiting].sort().map(name => versions.get(name)!)
  const reachedByOther = (owner: InstalledPackage) =>
    packages.some(other => other !== owner && listReachable(other).has(owner.name))
  return packages.find(owner => !reachedByOther(owner)) ?? packages[0]!
}
