import type { Composed, Format, RemoteEntry } from '../../core/index.js'
import type { Emit } from '../events/events.js'
import type { Fetched } from '../fetch/fetch-json.js'
import type { Settings } from '../settings.js'

/** The part of the loader that only pages load where there is something to compose. */
export interface ComposingPart {
  createRemotes(request: RemotesRequest): Remotes
}

export interface RemotesRequest {
  /** importmap.json, parsed, and its URL. */
  readonly json: unknown
  readonly url: string
  readonly overrides: Readonly<Record<string, string>>
  /** Remote → its manifest, on its way. Those that are not in it are requested when they are first imported. */
  readonly manifests: ReadonlyMap<string, Promise<Fetched>>
  readonly fetchManifest: (remote: RemoteEntry) => Promise<Fetched>
  /** What is in force, where it was composed beforehand. */
  readonly composed: Composed | undefined
  readonly host: string | undefined
  readonly format: Format
  readonly settings: Settings
  readonly emit: Emit
  /** Throws where what an override names may not come from this URL. */
  readonly checkOrigin: (url: string, name: string) => void
  /** Puts what was composed into force. */
  readonly put: (composed: Composed) => void | Promise<void>
}

export interface Remotes {
  /** Puts the first map into force. What fails on the way is data of the remote that it concerns. */
  open(): Promise<void>
  /**
   * The remote that a specifier belongs to is on its way: settles when it has joined. Undefined where there is nothing
   * to wait for. An idle remote sets out now.
   *
   * @throws why the remote cannot be imported; the next call tries again, where that may help
   */
  arrivalOf(specifier: string): Promise<void> | undefined
  /** Adds a remote that importmap.json does not have. */
  register(name: string, url: string): Promise<void>
  explain(packageName?: string, remote?: string): Promise<string>
}
