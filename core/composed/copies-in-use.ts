import type { Copy, Format } from '../manifest/manifest.js'
import type { Placed, Placements, Remote } from '../resolution/resolution.js'

/** A copy that at least one remote sees, with the manifest that describes it. */
export interface CopyInUse {
  readonly package: string
  /** Its folder. */
  readonly url: string
  /** Who provides it. */
  readonly remote: Remote
  readonly copy: Copy
  readonly format: Format
  /** The copies that it sees: those of any remote that sees it, since a copy has one environment. */
  readonly environment: ReadonlyMap<string, Placed>
}

/** The copies in use, by folder, in the order of remotes and packages. */
export function copiesInUse({ remotes, environments, format }: Placements): ReadonlyMap<string, CopyInUse> {
  const copies = new Map<string, CopyInUse>()
  for (const environment of environments.values()) {
    for (const placement of environment.values()) {
      if (copies.has(placement.url)) continue
      const remote = remotes.get(placement.provider)!
      const { copies: offered } = remote.manifest.shared[placement.package]!
      const copy = offered.find(({ version, build }) => version === placement.version && build === placement.build)!
      copies.set(placement.url, { package: placement.package, url: placement.url, remote, copy, format, environment })
    }
  }
  return copies
}
