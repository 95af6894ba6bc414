/** What fedmap reads of an `mf-manifest.json`, checked and resolved. Made by `parseModuleFederationManifest`. */
export interface ModuleFederationManifest {
  readonly name: string
  readonly entry: ModuleFederationEntry
  /** `'./Button'`, `'.'`. */
  readonly exposes: readonly string[]
  readonly shared: readonly ForeignShare[]
}

/** The file that sets up the remote's container, and how it hands it over. */
export interface ModuleFederationEntry {
  /** Absolute. */
  readonly url: string
  /** A script that sets `window[globalName]`, or an ES module. */
  readonly kind: 'script' | 'module'
  readonly globalName: string
}

/** A specifier that the remote shares, and of which it has a version of its own. */
export interface ForeignShare {
  /** As its code imports it: `'react'`, `'react-dom/client'`. */
  readonly name: string
  /** Of its own copy. */
  readonly version: string
  /** What its code accepts: an npm range, or `false` for every version. */
  readonly requiredVersion: string | false
}
