import type { Kind, PackageLink, Unit } from './model.js'

/** The kinds that a remote may see of a package. Equal ones are one object. */
export interface Domain {
  readonly package: string
  /** The newest first. */
  readonly kinds: readonly Kind[]
  /** Where it is not, the share scope is the one that the provider of the requiring copy names (rule 5). */
  readonly isDeclared: boolean
  /** Whether its own code uses the package: if not, it is there only where a copy requires it. */
  readonly isUsed: boolean
  /** The packages that its kinds require, each once. */
  readonly requires: readonly string[]
}

/**
 * A copy that may be opened: a kind, and the kinds of all that it requires. Two remotes that agree on those can share one
 * copy (rule 4); who differs in them cannot. What a warning or a rejection costs is one too, without a kind.
 */
export interface Facility {
  readonly index: number
  readonly kind: Kind | undefined
  /** What opening it costs: criteria 1 to 4 in one number, see `weigh`. */
  readonly price: number
}

/** One way to serve a part: its roots decided, its leaves open still. */
export interface Choice {
  /** The packages that others require. */
  readonly roots: ReadonlyMap<string, Kind>
  /** What it opens: the roots' copies, and the price of a warning or a rejection. */
  readonly facilities: readonly Facility[]
  /** For each other package the copies that go with the roots. */
  readonly leaves: readonly (readonly Facility[])[]
  readonly isRejection: boolean
}

/** What is decided together: packages of one remote that depend on each other. */
export interface Part {
  readonly unit: Unit
  readonly choices: readonly Choice[]
  /** Links that bind it, with the package that they are about. */
  readonly links: readonly PackageLink[]
}

/** How much each criterion weighs, so that one number compares them all. */
export interface Weights {
  readonly age: number
  readonly preferred: number
  readonly cost: number
  readonly warned: number
  readonly rejected: number
  readonly host: number
}
