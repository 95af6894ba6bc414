import type { RemoteEntry } from '../../core/index.js'
import type { System } from '../engine/system.js'
import type { PageOfRemotes } from '../page/page-of-remotes.js'

/** The part of the loader that only pages load that import from a Module Federation remote. */
export interface ModuleFederationPart {
  createModuleFederation(system: System, page: PageOfRemotes): ModuleFederation
}

export interface ModuleFederation {
  /** The URL of what a specifier names of a Module Federation remote: the remote's manifest, the expose as fragment. */
  urlOf(remote: RemoteEntry, specifier: string): string
}
