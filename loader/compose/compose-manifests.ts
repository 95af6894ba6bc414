import {
  type Composed,
  type FederationError,
  type Format,
  type ImportMap,
  type PreviousResolution,
  parseManifest,
  type Remote,
  type Resolution,
  resolveShared,
  toComposed,
} from '../../core/index.js'
import type { Fetched } from '../fetch/fetch-json.js'

export interface Composition {
  readonly resolution: Resolution
  readonly composed: Composed
  /** Remotes whose manifests cannot be used. */
  readonly refused: ReadonlyMap<string, FederationError>
}

export interface ComposeOptions {
  /** What people wrote. */
  readonly written: ImportMap
  readonly format: Format
  readonly host: string | undefined
  readonly pinned?: PreviousResolution | undefined
  readonly prefer?: PreviousResolution | undefined
}

/** From manifests, by remote, to what a page runs on. A manifest that cannot be used is refused; the others go on. */
export function composeManifests(
  manifests: ReadonlyMap<string, Fetched>,
  { written, ...options }: ComposeOptions,
): Composition {
  const remotes: Remote[] = []
  const refused = new Map<string, FederationError>()
  for (const [name, { json, url }] of manifests) {
    try {
      remotes.push({ name, base: new URL('.', url).href, manifest: parseManifest(json, url) })
    } catch (error) {
      refused.set(name, error as FederationError)
    }
  }
  const resolution = resolveShared(remotes, options)
  return { resolution, composed: toComposed(resolution, written), refused }
}
