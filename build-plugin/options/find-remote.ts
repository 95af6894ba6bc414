import { remoteOf } from '../../core/index.js'

/** The specifier with the remote's name for what the code calls it; the longest alias wins. */
export function findRemote(remotes: ReadonlyMap<string, string>, specifier: string): string | undefined {
  const alias = remoteOf(specifier, remotes.keys())
  return alias === undefined ? undefined : remotes.get(alias)! + specifier.slice(alias.length)
}
