import { type Remote, remoteOf } from '../../core/index.js'
import type { ForeignRemotes } from '../page/foreign-remotes.js'

/** An import that leads nowhere: the remote that it names does not expose it, or is not on the page. */
export interface MissingExpose {
  /** Who imports it. */
  readonly importer: string
  /** A module of the importer. */
  readonly module: string
  readonly specifier: string
}

/**
 * The imports of one remote from another that would fail.
 *
 * @param remotes whose manifests are known
 * @param names every remote's name that the page has or had: what makes a specifier one of another remote's
 * @param unknown the names of remotes that are there, but whose manifests are not known: nothing is said of them
 * @param foreign Module Federation remotes, who import from nobody by their manifests, but are imported from
 */
export function missingExposes(
  remotes: readonly Remote[],
  names: Iterable<string>,
  unknown: ReadonlySet<string> = new Set(),
  foreign: ForeignRemotes['remotes'] = new Map(),
): readonly MissingExpose[] {
  const exposes = new Map(remotes.map(({ name, manifest }) => [name, manifest.exposes]))
  const known = new Set(names)
  const isMissing = (specifier: string) => {
    const owner = remoteOf(specifier, known)
    if (owner === undefined || unknown.has(owner)) return false
    const offered = exposes.get(owner)
    const expose = `.${specifier.slice(owner.length)}`
    const other = foreign.get(owner)
    if (other) return !other.manifest.exposes.includes(expose)
    // A remote's bare name is its `.` expose, or else its remoteEntry, which each has.
    return !offered || (specifier !== owner && !Object.hasOwn(offered, expose))
  }
  return remotes.flatMap(({ name, manifest }) =>
    Object.entries(manifest.modules).flatMap(([module, { imports = [], dynamic = [] }]) =>
      [...imports, ...dynamic]
        .filter(specifier => !Object.hasOwn(manifest.modules, specifier) && isMissing(specifier))
        .map(specifier => ({ importer: name, module, specifier })),
    ),
  )
}
