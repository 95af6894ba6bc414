import { type Remote, remoteOf } from '../../core/index.js'

/**
 * The names of a remote, of those that its modules import, and of those that these import.
 *
 * @param known remotes whose manifests are there; what the others import nobody knows yet
 * @param names of all remotes of the page
 */
export function importedRemotes(
  remote: string,
  known: ReadonlyMap<string, Remote>,
  names: readonly string[],
): readonly string[] {
  const imported = new Set([remote])
  for (const importer of imported) {
    for (const { imports = [] } of Object.values(known.get(importer)?.manifest.modules ?? {})) {
      for (const specifier of imports) imported.add(remoteOf(specifier, names) ?? remote)
    }
  }
  return [...imported]
}
