import type { Composed, FederationError, Format, PageMap } from '../../core/index.js'
import type { DeveloperPart } from '../developer/developer-part.js'
import type { PageWithManifests } from '../engine/page-with-manifests.js'
import type { Fetched } from '../fetch/fetch-json.js'

/** The part of the loader that only pages load where there is something to compose. */
export interface ComposingPart {
  createRemotes(request: RemotesRequest): Remotes
}

export interface RemotesRequest extends PageWithManifests {
  /** importmap.json, with the overrides of remotes applied. */
  readonly map: PageMap
  /** All that is overridden: specifier → absolute URL. */
  readonly overrides: Readonly<Record<string, string>>
  /** Remote → its manifest, on its way. Those that are not in it are requested when they are first imported. */
  readonly manifests: ReadonlyMap<string, Promise<Fetched>>
  /** Where a map that was composed beforehand is in force: the remotes that were rejected then, of which the page has told. */
  readonly rejected: Readonly<Record<string, FederationError>> | undefined
  /** URLs of modules that were asked for to run; undefined where what is in force is frozen. */
  readonly begun: ReadonlySet<string> | undefined
  readonly host: string | undefined
  readonly format: Format
  readonly loadDeveloperPart: () => Promise<DeveloperPart>
  /** Puts what was composed into force. */
  readonly put: (composed: Composed) => void | Promise<void>
}

export interface Remotes {
  /** Puts the first map into force. What fails on the way is data of the remote that it concerns. */
  open(): Promise<void>
  /**
   * The remote that a specifier belongs to is on its way, or one that it imports: settles when they have joined.
   * Undefined where there is nothing to wait for. An idle remote sets out now.
   *
   * @throws why the remote cannot be imported; the next call tries again, where that may help
   */
  arrivalOf(specifier: string): Promise<void> | undefined
  /** Adds a remote that importmap.json does not have. */
  register(name: string, url: string): Promise<void>
  explain(packageName?: string, remote?: string): Promise<string>
}
