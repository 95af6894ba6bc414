import type { Copy, SharedPackage } from '../manifest/manifest.js'
import type { Remote } from './resolution.js'

/**
 * Takes off offer what a developer has a better build of: where a local remote offers a copy for development, the others'
 * copies of the same version make way for it, so that whoever gets that version gets the one with warnings and hot reload.
 * Which version a remote gets is left to the resolution, as ever.
 *
 * @param isLocal whether a remote is a developer's own: a build for development that is deployed replaces nothing
 */
export function preferDevelopment(remotes: readonly Remote[], isLocal: (name: string) => boolean): readonly Remote[] {
  const local = remotes.filter(({ name, manifest }) => manifest.mode === 'development' && isLocal(name))
  if (local.length === 0) return remotes

  const makesWay = (name: string, { shareScope }: SharedPackage, { version, provides }: Copy): boolean =>
    local.some(({ manifest: { shared } }) => {
      const better = shared[name]
      return (
        better?.shareScope === shareScope &&
        better.copies.some(
          copy =>
            copy.version === version &&
            Object.keys(provides).every(subpath => copy.provides[subpath] && !copy.provides[subpath].exports),
        )
      )
    })
  return remotes.map(remote => {
    if (local.includes(remote)) return remote
    const shared: Record<string, SharedPackage> = Object.create(null)
    for (const [name, told] of Object.entries(remote.manifest.shared)) {
      shared[name] = { ...told, copies: told.copies.filter(copy => !makesWay(name, told, copy)) }
    }
    return { ...remote, manifest: { ...remote.manifest, shared } }
  })
}
