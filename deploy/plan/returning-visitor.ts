import { closureOf, type Resolution } from '../../core/index.js'
import type { CheckedFiles } from '../fetch/check-files.js'
import type { ForeignFile, ForeignRemote } from '../fetch/fetch-foreign.js'
import { foreignEnvironment, type PageWithForeign } from '../page/foreign-remotes.js'
import { totalsOf } from '../page/summarize-copies.js'
import type { CopyChanges } from './copy-changes.js'

/**
 * For someone who has been on the page before: bytes of what a change makes them fetch, and of the shared copies that they
 * have already. An estimate: what the browser threw away since is not known. `unmeasured` files come on top, whose size is
 * not known either, since they were not looked at, or are not there.
 */
export interface ReturningVisitor {
  readonly fetches: number
  readonly unmeasured: number
  readonly hasAlready: number
}

/**
 * @param changed the names of the entries that the change is of
 * @param checked the files of the remotes that the change brings
 */
export function estimateReturning(
  before: PageWithForeign,
  after: PageWithForeign,
  changed: ReadonlySet<string>,
  { gained, after: total }: CopyChanges,
  { bytes }: CheckedFiles,
): ReturningVisitor {
  const gainedBytes = totalsOf(gained).bytes
  const filesOf = ({ resolution, foreign }: PageWithForeign) => [
    ...ownFiles(resolution, changed),
    ...[...changed].flatMap(name => foreignFiles(foreign.remotes.get(name), resolution)),
  ]
  const known = new Set(filesOf(before))
  const fetched = filesOf(after).filter(url => !known.has(url))
  return {
    fetches: gainedBytes + fetched.reduce((sum, url) => sum + (bytes.get(url) ?? 0), 0),
    unmeasured: fetched.filter(url => !bytes.has(url)).length,
    hasAlready: total.bytes - gainedBytes,
  }
}

/** The files of these remotes' own, less shared copies, that loading all their exposes takes. */
function ownFiles(resolution: Resolution, names: ReadonlySet<string>): readonly string[] {
  const accepted = [...names].filter(name => resolution.environments.has(name))
  const exposes = accepted.flatMap(name => {
    const { manifest } = resolution.remotes.get(name)!
    return Object.keys(manifest.exposes).map(expose => name + expose.slice(1))
  })
  return closureOf(resolution, exposes)
    .filter(({ remote, url }) => names.has(remote) && !url.includes(`/${resolution.format}/shared/`))
    .map(({ url }) => url)
}

/** What its exposes take, and its own copies of what it does not get of the page. */
function foreignFiles(remote: ForeignRemote | undefined, resolution: Resolution): readonly string[] {
  if (!remote) return []
  const environment = foreignEnvironment(remote, resolution)
  const isLoaded = ({ share }: ForeignFile) => share === undefined || environment.get(share)?.provider === remote.name
  return [remote.manifest.entry.url, ...remote.files.filter(isLoaded).map(({ url }) => url)]
}
