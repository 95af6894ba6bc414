import type { Composed, FederationError, Format, ImportMap, Resolution } from '../../core/index.js'
import type { Fetched } from '../fetch/fetch-json.js'

/** The part of the loader that only pages load where there is something to compose. */
export interface ComposingPart {
  compose(request: ComposeRequest): Composition
  explain(resolution: Resolution, packageName?: string, remote?: string): string
}

export interface ComposeRequest {
  /** What people wrote. */
  readonly written: ImportMap
  /** By remote: its manifest. */
  readonly manifests: ReadonlyMap<string, Fetched>
  readonly format: Format
  readonly host: string | undefined
  /** What the page runs on: its placements stay. */
  readonly previous: Composition | undefined
}

export interface Composition {
  readonly resolution: Resolution
  readonly composed: Composed
  /** Bytes of all copies in use. */
  readonly cost: number
  /** How many of them a resolution of all remotes at once would have saved. */
  readonly extraBytes: number
  /** Remotes whose manifests cannot be used. */
  readonly refused: ReadonlyMap<string, FederationError>
}
