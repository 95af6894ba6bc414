import { copyFolder, parseCopyUrl } from '../manifest/copy-folder.js'
import type { Format } from '../manifest/manifest.js'
import type { Extras } from '../resolution/extras.js'
import type { PreviousResolution, Remote, ResolveOptions } from '../resolution/resolution.js'
import { type Resolved, resolveWithin, usualBudget } from '../resolution/resolve-within.js'
import { urlsOf } from '../resolution/urls-of.js'

/**
 * Resolves a page with copies that it keeps from an earlier resolution (see `keptCopies`). Whose copies they are is in
 * `remotes`, under names that no map has; they have no environment of their own.
 */
export function resolveKeeping(
  remotes: readonly Remote[],
  kept: readonly Remote[],
  options: ResolveOptions,
  extras?: Extras,
): Resolved {
  const resolved = resolveWithin(usualBudget, [...remotes, ...kept], options, extras)
  const environments = new Map(resolved.environments)
  for (const { name } of kept) environments.delete(name)
  return { ...resolved, environments }
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
  previous: PreviousResolution | undefined,
  format: Format,
): readonly Remote[] {
  const kept = new Map<string, Remote>()
  for (const url of urlsOf(previous)) {
    const copyUrl = parseCopyUrl(url)
    if (copyUrl?.format !== format) continue
    const { base, folder } = copyUrl
    if (remotes.some(remote => remote.base === base)) continue
    for (const { name, manifest } of remotes) {
      for (const [packageName, shared] of Object.entries(manifest.shared)) {
        for (const copy of shared.copies) {
          // The folder's name has the copy's version and the hash of its files.
          if (copyFolder(packageName, copy.version, copy.build) !== folder) continue
          const { modules, integrity, shared: others } = kept.get(base)?.manifest ?? {}
          const offer = { ...shared, requiredVersion: false as const, uses: {}, copies: [copy] }
          kept.set(base, {
            name: `${name} at ${base}`,
            base,
            manifest: {
              ...manifest,
              exposes: {},
              modules: { ...manifest.modules, ...modules },
              integrity: { ...manifest.integrity, ...integrity },
              shared: { ...others, [packageName]: offer },
            },
          })
        }
      }
    }
  }
  return [...kept.values()]
}

/** Of a remote of `keptCopies`: only what it is kept for. The other files of the manifest are of another address. */
export function withoutOtherFiles({ manifest, ...remote }: Remote, format: Format): Remote {
  const folders = Object.entries(manifest.shared).flatMap(([name, { copies }]) =>
    copies.map(({ version, build }) => copyFolder(name, version, build)),
  )
  const keep = <T>(files: Readonly<Record<string, T>>, prefix: string): Record<string, T> =>
    Object.fromEntries(
      Object.entries(files).filter(([file]) => folders.some(folder => file.startsWith(prefix + folder))),
    )
  const modules = keep(manifest.modules, '')
  const integrity = keep(manifest.integrity, `${format}/`)
  return { ...remote, manifest: { ...manifest, formats: [format], modules, integrity } }
}
