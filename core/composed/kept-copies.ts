import { copyFolder } from '../manifest/copy-folder.js'
import type { Copy, Format, Manifest, SharedPackage } from '../manifest/manifest.js'
import type { PreviousResolution, Remote, Resolution, ResolveOptions } from '../resolution/resolution.js'
import { resolveShared } from '../resolution/resolve-shared.js'

/**
 * Resolves a page with copies that it keeps from an earlier resolution (see `keptCopies`). Whose copies they are is in
 * `remotes`, under names that no map has; they have no environment of their own.
 */
export function resolveKeeping(
  remotes: readonly Remote[],
  kept: readonly Remote[],
  options: ResolveOptions,
): Resolution {
  const resolution = resolveShared([...remotes, ...kept], options)
  const environments = new Map(resolution.environments)
  for (const { name } of kept) environments.delete(name)
  return { ...resolution, environments }
}

/**
 * The copies that a page's visitors have and that would be lost to them only because their provider was deployed anew: to
 * another address, with the very same files. The page can go on using them where they are, and the new ones are their
 * stand-ins.
 *
 * What is kept is always what some remote of the page offers now, so nothing outlives its last provider.
 *
 * @param remotes the page's
 * @param previous who saw which copy before
 * @returns for each old base a remote that needs nothing and offers what was there, to resolve with the others
 */
export function keptCopies(
  remotes: readonly Remote[],
  previous: PreviousResolution,
  format: Format,
): readonly Remote[] {
  const bases = new Set(remotes.map(({ base }) => base))
  const placements = [...previous.environments.values()].flatMap(environment => [...environment.values()])
  const kept = new Map<string, Remote>()
  for (const url of new Set(placements.map(placement => placement.url))) {
    const at = url.lastIndexOf(`/${format}/shared/`)
    const [base, folder] = [url.slice(0, at + 1), url.slice(at + format.length + 2)]
    const found = at < 0 || bases.has(base) ? undefined : findCopy(remotes, folder)
    if (found) kept.set(base, withCopy(kept.get(base), base, format, folder, found))
  }
  return [...kept.values()]
}

interface FoundCopy {
  readonly remote: Remote
  readonly package: string
  readonly shared: SharedPackage
  readonly copy: Copy
}

/** Who offers now what was in this folder. The folder's name has the copy's version and the hash of its files. */
function findCopy(remotes: readonly Remote[], folder: string): FoundCopy | undefined {
  for (const remote of remotes) {
    for (const [name, shared] of Object.entries(remote.manifest.shared)) {
      const copy = shared.copies.find(({ version, build }) => copyFolder(name, version, build) === folder)
      if (copy) return { remote, package: name, shared, copy }
    }
  }
  return undefined
}

function withCopy(
  kept: Remote | undefined,
  base: string,
  format: Format,
  folder: string,
  { remote, package: name, shared, copy }: FoundCopy,
): Remote {
  const { manifest } = remote
  const nothing: Manifest = { ...manifest, formats: [format], exposes: {}, modules: {}, shared: {}, integrity: {} }
  const known = kept?.manifest ?? nothing
  const copies = [...(known.shared[name]?.copies ?? []), copy]
  // It uses nothing itself.
  const offer: SharedPackage = {
    ...shared,
    requiredVersion: false,
    uses: {},
    singleton: false,
    strictVersion: false,
    copies,
  }
  return {
    name: kept?.name ?? `${remote.name} at ${base}`,
    base,
    manifest: {
      ...known,
      modules: { ...known.modules, ...keysBelow(manifest.modules, folder) },
      integrity: { ...known.integrity, ...keysBelow(manifest.integrity, `${format}/${folder}`) },
      shared: { ...known.shared, [name]: offer },
    },
  }
}

function keysBelow<T>(record: Readonly<Record<string, T>>, folder: string): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([key]) => key.startsWith(folder)))
}
