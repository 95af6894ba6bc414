import { availableParallelism } from 'node:os'
import pMap from 'p-map'
import type { Uses } from '../../core/index.js'
import { lowerSyntax } from '../compile/lower-syntax.js'
import { addUsed, toUses, type UsedExports } from '../es-modules/used-exports.js'
import type { Mode, Settings } from '../options/federation-options.js'
import { type InstalledPackage, nameWithVersion } from '../packages/find-package.js'
import { usualSubpaths } from '../packages/known-packages.js'
import { hasSubpath } from '../packages/list-subpaths.js'
import { checkVersion } from '../packages/read-range.js'
import { rememberReachable } from '../packages/remember-reachable.js'
import { findSharedPackage } from '../shared-packages/find-shared-package.js'
import { warnOfOtherVersion } from '../shared-packages/warn-of-other-version.js'
import type { Warn } from '../warn.js'
import { buildCopy } from './build-copy.js'
import type { BuiltCopy, CopyRequest } from './built-copy.js'
import type { CopyCache } from './copy-cache.js'

/** Builds at once. Each has a thread for its minifier besides, and waits for it. */
const concurrency = availableParallelism()

export interface CopiesRequest {
  readonly settings: Settings
  readonly mode: Mode
  /** What the remote's own code uses of the shared packages. */
  readonly used: ReadonlyMap<string, Uses>
  readonly cache: CopyCache
  readonly warn: Warn
  /** Told of each copy that is built, not of those that the cache has. */
  readonly onBuild: (copy: string) => void
}

/**
 * Builds a copy of each shared package that the remote's code uses or its options offer, and of each that one of those
 * copies imports. By package name; two copies where a full one goes along with a tree-shaken one, the shaken one first.
 *
 * A package has one version in a remote: what the remote's root resolves it to, where its own code uses it or its options
 * offer it, else what the first copy that imports it does. An import that resolves to another version is bundled.
 *
 * What a copy has to offer is known once all that import it are built. So each round builds packages that no other
 * waiting one can reach, at once, and a package that turns out to need more (a cycle) is built again. What comes of it is as
 * if they were built one after the other: one that settled a version otherwise than one before it is built again too.
 */
export async function buildCopies(request: CopiesRequest): Promise<Map<string, readonly BuiltCopy[]>> {
  const { settings } = request
  const versions = new Map<string, InstalledPackage>()
  const needs = new Map<string, UsedExports>()
  const waiting = new Set<string>()
  const copies = new Map<string, readonly BuiltCopy[]>()
  const reachableOf = rememberReachable()

  const need = (name: string, uses: Uses) => {
    const { carriesCopy, treeShake } = settings.shared.get(name)!
    if (!carriesCopy) return
    const used: UsedExports = needs.get(name) ?? new Map()
    needs.set(name, used)
    for (const [subpath, names] of Object.entries(uses)) {
      const isNew = addUsed(used, subpath, treeShake ? names : '*')
      if (isNew) waiting.add(name)
    }
  }

  for (const [name, { subpaths }] of settings.shared) {
    const uses = { ...request.used.get(name), ...Object.fromEntries(subpaths.map(subpath => [subpath, '*'] as const)) }
    const found = findSharedPackage(settings, name, settings.root)
    if (found && Object.keys(uses).length > 0) versions.set(name, found)
    need(name, uses)
  }

  const build = async (owner: InstalledPackage, settled: Map<string, InstalledPackage>) => {
    const { treeShake } = settings.shared.get(owner.name)!
    const used = needs.get(owner.name)!
    const wanted = treeShake ? [toUses(used)] : []
    if (treeShake !== true) wanted.push(toFullOffer(owner, used))
    const built: BuiltCopy[] = []
    const reachable = reachableOf(owner)
    for (const offers of wanted) built.push(await readOrBuildCopy(request, settled, { owner, offers, reachable }))
    return built
  }

  // One whose version nobody has settled waits for the first copy that imports it.
  const listSettled = () => [...waiting].sort().flatMap(name => versions.get(name) ?? [])
  for (let ready = listSettled(); ready.length > 0; ready = listSettled()) {
    const owners = nextToBuild(ready, reachableOf)
    for (const { name } of owners) waiting.delete(name)
    // Each settles versions for itself, as if it were the only one.
    const attempts = await pMap(
      owners,
      async owner => {
        const settled = new Map(versions)
        return { owner, settled, attempt: await build(owner, settled) }
      },
      { concurrency },
    )
    for (const { owner, settled, attempt } of attempts) {
      const isAgreed = agrees(settled, versions)
      const built = isAgreed ? attempt : await build(owner, versions)
      if (isAgreed) for (const [name, found] of settled) versions.set(name, versions.get(name) ?? found)
      copies.set(owner.name, built)
      for (const { requires } of built) for (const [name, { uses }] of Object.entries(requires)) need(name, uses)
    }
  }
  return copies
}

/** Whether no version that was settled apart is another one than is settled by now. */
function agrees(settled: ReadonlyMap<string, InstalledPackage>, versions: typeof settled): boolean {
  return [...settled].every(([name, { version }]) => (versions.get(name)?.version ?? version) === version)
}

/** All exports of every subpath that is needed, and of those that nearly every user needs. */
function toFullOffer(owner: InstalledPackage, used: UsedExports): Uses {
  const usual = (usualSubpaths[owner.name] ?? []).filter(subpath => hasSubpath(owner, subpath))
  return toUses(new Map([...used.keys(), ...usual].map(subpath => [subpath, '*'])))
}

interface WantedCopy {
  readonly owner: InstalledPackage
  readonly offers: Uses
  /** The names of all packages that it may come to import. */
  readonly reachable: ReadonlySet<string>
}

async function readOrBuildCopy(
  request: CopiesRequest,
  versions: Map<string, InstalledPackage>,
  { owner, offers, reachable }: WantedCopy,
): Promise<BuiltCopy> {
  const { settings, mode, warn, cache } = request
  checkVersion(owner)
  const others = [...settings.shared.keys()].filter(name => name !== owner.name && reachable.has(name)).sort()
  const fixed = others.map(name => `${name}@${versions.get(name)?.version ?? ''}`)
  const copyRequest: CopyRequest = {
    package: owner,
    root: settings.root,
    offers,
    mode,
    target: settings.target,
    lower: lowerSyntax(settings, mode),
    requires: settings.shared.get(owner.name)!.requires,
    staysBare: (name, folder) => staysBare(request, versions, name, folder),
    warn,
  }
  const cached = cache.read(copyRequest, fixed)
  if (cached) return cached
  const copy = await buildCopy(copyRequest)
  cache.write(copyRequest, fixed, copy)
  request.onBuild(nameWithVersion(owner))
  return copy
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
  const found = findSharedPackage(settings, name, folder)
  if (!found) return false
  const settled = versions.get(name) ?? found
  versions.set(name, settled)
  if (settled.version === found.version) return true
  warnOfOtherVersion(warn, settled, found, folder)
  return false
}

/** Those that none of the others can reach; in a circle any one. */
function nextToBuild(
  packages: readonly InstalledPackage[],
  reachableOf: (start: InstalledPackage) => ReadonlySet<string>,
): readonly InstalledPackage[] {
  const reachedByOther = (owner: InstalledPackage) =>
    packages.some(other => other !== owner && reachableOf(other).has(owner.name))
  const free = packages.filter(owner => !reachedByOther(owner))
  return free.length > 0 ? free : packages.slice(0, 1)
}
