import type { RemoteEntry } from '../../core/index.js'
import type { Page } from '../engine/engine.js'
import type { System } from '../engine/system.js'
import type { Fetched } from '../fetch/fetch-json.js'

/** The part of the loader that only pages load that import from a Module Federation remote. */
export interface ModuleFederationPart {
  createModuleFederation(system: System, page: ModuleFederationPage): ModuleFederation
}

/** What it knows of the page. The copies in use, which the map in force names, are offered to the remotes. */
export interface ModuleFederationPage extends Page {
  readonly fetchManifest: (remote: RemoteEntry) => Promise<Fetched>
  /** Throws where a remote may not come from this URL. */
  readonly checkOrigin: (url: string, remote: string) => void
}

export interface ModuleFederation {
  /** The URL of what a specifier names of a Module Federation remote: the remote's manifest, the expose as fragment. */
  urlOf(remote: RemoteEntry, specifier: string): string
}
