import { copyFolder } from '../manifest/copy-folder.js'
import type { PreviousResolution, Resolution } from './resolution.js'

/**
 * What a developer has a better build of: where a local remote offers, for development, a version that the page uses,
 * that copy is to be preferred, which has warnings and hot reload. Which version a remote gets is left to the resolution, as
 * ever.
 *
 * @param resolution the page's, without this preference
 * @param isLocal whether a remote is a developer's own: a build for development that is deployed is not preferred
 * @returns what to resolve the page again with, as `prefer`
 */
export function preferDevelopment(
  { remotes, environments, format }: Resolution,
  isLocal: (name: string) => boolean,
): PreviousResolution {
  const seen = [...environments.values()].flatMap(environment => [...environment.values()])
  const preferred = [...remotes.values()].map(({ name, base, manifest: { mode, shared } }) => {
    const copies = Object.entries(mode === 'development' && isLocal(name) ? shared : {}).flatMap(([name, { copies }]) =>
      copies
        .filter(({ version }) => seen.some(used => used.package === name && used.version === version))
        .map(({ version, build }) => [name, { url: `${base}${format}/${copyFolder(name, version, build)}` }] as const),
    )
    return [name, new Map(copies)] as const
  })
  return { environments: new Map(preferred) }
}
