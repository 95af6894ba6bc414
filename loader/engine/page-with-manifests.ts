import type { RemoteEntry } from '../../core/index.js'
import type { Fetched } from '../fetch/fetch-json.js'
import type { Page } from './engine.js'

/** What the parts that fetch manifests know of the page. */
export interface PageWithManifests extends Page {
  readonly fetchManifest: (remote: RemoteEntry) => Promise<Fetched>
  /** Throws where a remote, or what an override names, may not come from this URL. */
  readonly checkOrigin: (url: string, name: string) => void
}
