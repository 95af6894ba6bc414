import { type ImportMap, type Resolution, remoteOf } from '../../core/index.js'
import { canResolve } from '../map/can-resolve.js'
import type { MissingExpose } from './missing-exposes.js'

/**
 * What remotes import and the map does not have: of a remote that was taken off it, say. A page may bring it in another way
 * (`registerRemote`, a further map), so that it is not known to be broken.
 *
 * @param written what people wrote in the map
 * @param names of the remotes on it: of these `missingExposes` speaks
 */
export function unmappedImports(
  { remotes, format }: Resolution,
  written: ImportMap,
  names: readonly string[],
): readonly MissingExpose[] {
  // Without those that only offer the copies that visitors have, at the address of an earlier release.
  const onMap = [...remotes.values()].filter(({ name }) => names.includes(name))
  return onMap.flatMap(({ name, base, manifest: { modules, shared } }) => {
    const isKnown = (specifier: string, module: string) =>
      Object.hasOwn(modules, specifier) ||
      // What is shared is there where the remote is not rejected.
      remoteOf(specifier, [...names, ...Object.keys(shared)]) !== undefined ||
      canResolve(written, specifier, `${base}${format}/${module}`)
    return Object.entries(modules).flatMap(([module, { imports = [], dynamic = [] }]) =>
      [...imports, ...dynamic].flatMap(specifier =>
        isKnown(specifier, module) ? [] : [{ importer: name, module, specifier }],
      ),
    )
  })
}

/** The same for people. */
export function toUnmappedText({ importer, module, specifier }: MissingExpose): string {
  return `${importer} imports ${specifier} in ${module}, which the map does not have.`
}
