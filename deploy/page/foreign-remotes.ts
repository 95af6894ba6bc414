import { copiesInUse } from '../../core/composed/copies-in-use.js'
import { choosePageShares, type FederationError, type PageMap, type Resolution, toImportMap } from '../../core/index.js'
import { fetchEach } from '../fetch/fetch-each.js'
import type { ForeignRemote, fetchForeign } from '../fetch/fetch-foreign.js'
import { manifestEntries } from '../fetch/fetch-manifest.js'
import type { ResolvedPage } from './resolve-page.js'

/** The Module Federation remotes of a page. */
export interface ForeignRemotes {
  readonly remotes: ReadonlyMap<string, ForeignRemote>
  /** Whose manifests cannot be had, and why. */
  readonly unreachable: ReadonlyMap<string, FederationError>
}

/** A page with all remotes that it has, of both kinds. */
export interface PageWithForeign extends ResolvedPage {
  readonly foreign: ForeignRemotes
}

/** A package, or a subpath of one, that a Module Federation remote gets: of the page, or its own. */
export interface ForeignPlacement {
  readonly version: string
  /** Whose copy it is. */
  readonly provider: string
}

/** Fetches the manifests of a page's Module Federation remotes. */
export async function readForeign(page: PageMap, fetch: typeof fetchForeign): Promise<ForeignRemotes> {
  const entries = manifestEntries(page).filter(({ kind }) => kind === 'module-federation')
  const { values, failed } = await fetchEach(entries, fetch)
  return { remotes: new Map(values.map(remote => [remote.name, remote])), unreachable: failed }
}

/** Specifier → what the remote runs on, of all that it shares, once every fedmap remote of the page is there. */
export function foreignEnvironment(
  { name, manifest }: ForeignRemote,
  resolution: Resolution,
): ReadonlyMap<string, ForeignPlacement> {
  const copies = [...copiesInUse(resolution).values()]
  const providerOf = (file: string) => copies.find(({ url }) => file.startsWith(url))?.remote.name ?? name
  const offered = choosePageShares(manifest.shared, toImportMap(resolution))
  return new Map(
    manifest.shared.map(share => {
      const page = offered.get(share.name)
      const own = { version: share.version, provider: name }
      return [share.name, page ? { version: page.version, provider: providerOf(page.url) } : own]
    }),
  )
}
