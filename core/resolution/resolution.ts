import type { Format, Manifest } from '../manifest/manifest.js'

/** A remote whose manifest is known: what `resolveShared` resolves. */
export interface Remote {
  /** Its key in importmap.json. */
  readonly name: string
  /** The directory URL of its manifest, ending in `/`. */
  readonly base: string
  /** As `parseManifest` reads it; what federation.json may leave out may be left out here too. */
  readonly manifest: Manifest
}

export interface ResolveOptions {
  /** The name of the host: it counts more than all others together, and comes first where nothing else decides. */
  readonly host?: string | undefined
  /** What the page's engine loads; `'system'` if not given. */
  readonly format?: Format | undefined
  /** An earlier resolution of this page, same remotes at the same bases: its placements stay, its copies are free. */
  readonly pinned?: PreviousResolution | undefined
  /** An earlier resolution whose copies are preferred where that costs nothing. */
  readonly prefer?: PreviousResolution | undefined
}

/** What must be known of an earlier resolution. A `Resolution` is one; a loader may rebuild one from a deployed map. */
export interface PreviousResolution {
  /** Remote → package → the folder of its copy. A remote that is absent was rejected or not there. */
  readonly environments: ReadonlyMap<string, ReadonlyMap<string, { readonly url: string }>>
}

/** Which copy of a package one remote sees. */
export interface Placed {
  readonly package: string
  /** The remote whose copy it is. */
  readonly provider: string
  readonly version: string
  readonly build: string
  /** The copy's folder, `<base>/<format>/shared/<package>@<version>-<build>/`: the copy's identity. */
  readonly url: string
}

/** Which copy of a package one remote sees, and why. */
export interface Placement extends Placed {
  readonly causes: readonly Cause[]
}

/** A copy that can replace another one, where that fails to load. */
export interface StandIn {
  /** The remote whose copy it is. */
  readonly provider: string
  /** The folder of the copy. */
  readonly url: string
  /**
   * For a copy of another build of the same version: its file for each file of `provides` of the copy that it replaces,
   * relative to the two folders. Absent for the same build, where the files are the same.
   */
  readonly files?: Readonly<Record<string, string>>
}

/** One structured reason for a placement, a rejection or a warning. `explain` makes sentences of them. */
export type Cause =
  // Why a remote sees a copy.
  /** Its own code uses the package: `{ kind: 'uses', requiredVersion: '^18.2.0' }`. */
  | { readonly kind: 'uses'; readonly requiredVersion: string | false }
  /** A copy in its environment requires it: `{ kind: 'required-by', package: 'react-dom', version: '18.2.0', requiredVersion: '18.2.0' }`. */
  | {
      readonly kind: 'required-by'
      readonly package: string
      readonly version: string
      readonly requiredVersion: string | false
    }
  /** It is the remote's own copy: `{ kind: 'own' }`. */
  | { readonly kind: 'own' }
  /** It carries other versions, and this one serves it too: `{ kind: 'instead-of', versions: ['18.3.1'] }`. */
  | { readonly kind: 'instead-of'; readonly versions: readonly string[] }
  /** It must have the same copy as others: `{ kind: 'same-as', why: 'peers', remotes: ['@mall/catalog'] }`. */
  | { readonly kind: 'same-as'; readonly why: Link; readonly remotes: readonly string[] }
  /** An earlier resolution of this page placed it: `{ kind: 'pinned' }`. */
  | { readonly kind: 'pinned' }
  // Why a remote is warned.
  /** It gets a version out of its range: `{ kind: 'out-of-range', package: 'react', version: '18.3.1', requiredVersion: '~18.2.0', why: 'singleton', remotes: ['@mall/shell'] }`. */
  | {
      readonly kind: 'out-of-range'
      readonly package: string
      readonly version: string
      readonly requiredVersion: string | false
      readonly why: Link
      readonly remotes: readonly string[]
    }
  // Why a remote is rejected.
  /** It is not built for this page's engine: `{ kind: 'no-format', format: 'esm', formats: ['system'] }`. */
  | { readonly kind: 'no-format'; readonly format: Format; readonly formats: readonly Format[] }
  /** No copy of a package that it needs will do, whoever else is on the page: `{ kind: 'no-copy', package: 'react', requiredVersion: '^18.0.0', offers: [{ provider: '@mall/legacy', version: '17.0.2', lacks: 'range' }] }`. */
  | {
      readonly kind: 'no-copy'
      readonly package: string
      readonly requiredVersion: string | false
      readonly offers: readonly Offer[]
    }
  /** Copies would do, but others that count as much need them otherwise: `{ kind: 'conflict', package: 'react', why: 'singleton', remotes: ['@mall/shell'] }`. */
  | {
      readonly kind: 'conflict'
      readonly package: string
      readonly why: Link | 'copies'
      readonly remotes: readonly string[]
    }

/** What makes two remotes have the same copy of a package: rule 6, or rule 7. */
export type Link = 'singleton' | 'peers'

/** A copy that was looked at and will not do, with the first rule that it breaks. */
export interface Offer {
  readonly provider: string
  readonly version: string
  /** `'requires'`: what the copy itself requires cannot be had together with the rest. */
  readonly lacks: 'share scope' | 'range' | 'exports' | 'requires'
}

/** What a page runs on: which copy each remote sees of each package that it needs. */
export interface Placements {
  /** By name: what was resolved. */
  readonly remotes: ReadonlyMap<string, Remote>
  readonly host: string | undefined
  readonly format: Format
  /** Remote → package → its copy. Rejected remotes have none. */
  readonly environments: ReadonlyMap<string, ReadonlyMap<string, Placed>>
  /** Copy in use (its folder) → what can replace it, best first. */
  readonly standIns: ReadonlyMap<string, readonly StandIn[]>
  /** Bytes of all copies in use, each at its package's price: criterion 2 of docs/resolution.md. */
  readonly cost: number
}

/** Every placement, and all that there is to tell of it. */
export interface Resolution extends Placements {
  readonly environments: ReadonlyMap<string, ReadonlyMap<string, Placement>>
  readonly rejected: ReadonlyMap<string, readonly Cause[]>
  readonly warned: ReadonlyMap<string, readonly Cause[]>
  /** True where the least rejections, warnings and cost are proven. */
  readonly optimal: boolean
  /** What no resolution can go below, compared in this order. */
  readonly lowerBound: { readonly rejected: number; readonly warned: number; readonly cost: number }
  /** Search nodes that were visited. */
  readonly nodes: number
}
