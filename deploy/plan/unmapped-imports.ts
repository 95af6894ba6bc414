import { type ImportMap, type Resolution, remoteOf } from '../../core/index.js'
import { canResolve } from '../map/can-resolve.js'

/**
 * What remotes import and the map does not have: of a remote that was taken off it, say. A page may bring it in another way
 * (`registerRemote`, a further map), so that it is not known to be broken.
 *
 * @param written what people wrote in the map
 * @param names of the remotes on it
 * @returns sentences
 */
export function unmappedImports(
  { remotes, format }: Resolution,
  written: ImportMap,
  names: readonly string[],
): readonly string[] {
  return [...remotes.values()].flatMap(({ name, base, manifest: { modules, shared } }) => {
    const isKnown = (specifier: string, module: string) =>
      Object.hasOwn(modules, specifier) ||
      // Of remotes on the map missingExposes speaks; what is shared is there where the remote is not rejected.
      remoteOf(specifier, [...names, ...Object.keys(shared)]) !== undefined ||
      canResolve(written, specifier, `${base}${format}/${module}`)
    return Object.entries(modules).flatMap(([module, { imports = [], dynamic = [] }]) =>
      [...imports, ...dynamic].flatMap(specifier =>
        isKnown(specifier, module) ? [] : [`${name} imports ${specifier} in ${module}, which the map does not have.`],
      ),
    )
  })
}
