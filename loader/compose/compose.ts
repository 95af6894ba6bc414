import {
  explain,
  type FederationError,
  parseManifest,
  type Remote,
  resolveShared,
  toComposed,
} from '../../core/index.js'
import type { ComposeRequest, Composition } from './composing-part.js'

export { explain }

/** From manifests to what a page runs on. A manifest that cannot be used is refused; the others go on. */
export function compose({ written, manifests, format, host, previous }: ComposeRequest): Composition {
  const remotes: Remote[] = []
  const refused = new Map<string, FederationError>()
  for (const [name, { json, url }] of manifests) {
    try {
      remotes.push({ name, base: new URL('.', url).href, manifest: parseManifest(json, url) })
    } catch (error) {
      refused.set(name, error as FederationError)
    }
  }
  const resolution = resolveShared(remotes, { format, host, pinned: previous?.resolution })
  // Copies that are pinned are free.
  const cost = resolution.cost + (previous?.cost ?? 0)
  const extraBytes = previous ? cost - resolveShared(remotes, { format, host }).cost : 0
  return { resolution, composed: toComposed(resolution, written), cost, extraBytes, refused }
}
