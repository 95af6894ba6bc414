import type { Format, Manifest } from '../manifest/manifest.js'

/** A remote whose manifest is known: what `resolveShared` resolves. */
export interface Remote {
  /** Its key in importmap.json. */
  readonly name: string
  /** The directory URL of its manifest, ending in `/`. */
  readonly base: string
  readonly manifest: Manifest
}

/** Which copy of a package one remote sees, and why. */
export interface Placement {
  readonly package: string
  /** The remote whose copy it is. */
  readonly provider: string
  readonly version: string
  readonly build: string
  /** The copy's folder, `<base>/<format>/shared/<package>@<version>-<build>/`: the copy's identity. */
  readonly url: string
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
export type Cause = { readonly kind: string }

/** Every placement: which copy each remote sees of each package that it needs. */
export interface Resolution {
  /** By name: what was resolved. */
  readonly remotes: ReadonlyMap<string, Remote>
  readonly host: string | undefined
  readonly format: Format
  /** Remote → package → its copy. Rejected remotes have none. */
  readonly environments: ReadonlyMap<string, ReadonlyMap<string, Placement>>
  readonly rejected: ReadonlyMap<string, readonly Cause[]>
  readonly warned: ReadonlyMap<string, readonly Cause[]>
  /** Copy in use (its folder) → what can replace it, best first. */
  readonly standIns: ReadonlyMap<string, readonly StandIn[]>
  /** Bytes of all copies in use, each at its package's price (DESIGN: `size(p)`). */
  readonly cost: number
  /** True where the least rejections, warnings and cost are proven. */
  readonly optimal: boolean
  /** What no resolution can go below. */
  readonly lowerBound: { readonly rejected: number; readonly warned: number; readonly cost: number }
  /** Search nodes that were visited. */
  readonly nodes: number
}
