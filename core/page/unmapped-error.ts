import { FederationError } from '../errors/federation-error.js'
import { suggestName } from '../errors/find-nearest-name.js'
import type { ImportMap } from '../import-map/import-map.js'
import { remoteOf } from './remote-of.js'

/** Names that a message lists at the most. */
const most = 10

/**
 * Says of a specifier that is not mapped, FED-303, whether a remote of the page does not expose it or nothing has its name, which
 * names there are instead, and what to do.
 *
 * @param map what is in force
 * @param remotes all that the page has
 */
export function unmappedError(
  error: FederationError,
  { imports }: ImportMap,
  remotes: readonly { readonly name: string }[],
): FederationError {
  const { specifier = '', url } = error.where
  const names = remotes.map(({ name }) => name)
  const remote = remoteOf(specifier, names)
  const exposed = Object.keys(imports).filter(name => remoteOf(name, names) === remote)
  const what = remote
    ? `"${specifier}", imported by ${url}: ${remote} has no such expose. It has ${listOf(exposed)}.`
    : `${error.message.replace(/^.*?: /, '')} Add it there, expose it, share it or bundle it. The page's remotes are ${listOf(names)}.`
  const near = suggestName(specifier, remote ? exposed : [...Object.keys(imports), ...names])
  return new FederationError('FED-303', what + near, { ...error.where, remote }, error)
}

function listOf(names: readonly string[]): string {
  const rest = names.length - most
  return [...names.slice(0, most), ...(rest > 0 ? [`${rest} more`] : [])].join(', ') || 'none'
}
