import type { RemoteEntry } from '../../core/index.js'
import type { PageWithManifests } from '../engine/page-with-manifests.js'
import type { System } from '../engine/system.js'

/** The part of the loader that only pages load that import from a Module Federation remote. */
export interface ModuleFederationPart {
  createModuleFederation(system: System, page: PageWithManifests): ModuleFederation
}

export interface ModuleFederation {
  /** The URL of what a specifier names of a Module Federation remote: the remote's manifest, the expose as fragment. */
  urlOf(remote: RemoteEntry, specifier: string): string
}
