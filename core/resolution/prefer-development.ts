import { urlOf } from './model.js'
import type { Placements, PreviousResolution } from './resolution.js'

/**
 * What a developer has a better build of: where a local remote offers, for development, a version that the page uses,
 * that copy is to be preferred, which has warnings and hot reload. Which version a remote gets is left to the resolution, as
 * ever.
 *
 * @param resolution the page's, without this preference
 * @param isLocal whether a remote is a developer's own: a build for development that is deployed is not preferred
 * @returns what to resolve the page again with, as `prefer`; undefined where no local remote is built for development
 */
export function preferDevelopment(
  { remotes, environments, format }: Placements,
  isLocal: (name: string) => boolean,
): PreviousResolution | undefined {
  const local = [...remotes.values()].filter(({ name, manifest }) => manifest.mode === 'development' && isLocal(name))
  if (local.length === 0) return undefined
  const seen = [...environments.values()].flatMap(environment => [...environment.values()])
  const copies = local.map(remote => {
    const used = Object.entries(remote.manifest.shared).flatMap(([name, { copies }]) =>
      copies
        .filter(({ version }) => seen.some(placement => placement.package === name && placement.version === version))
        .map(copy => [name, { url: urlOf({ unit: { remote }, copy }, name, format) }] as const),
    )
    return [remote.name, new Map(used)] as const
  })
  return { environments: new Map(copies) }
}
