import type { Copy, Format, Uses } from '../manifest/manifest.js'
import type { Link, Remote } from './resolution.js'

/** What a resolution decides about, read from the manifests once: who needs what, and which copies there are. */
export interface Model {
  readonly format: Format
  /** In the order of criterion 6: the host first, then by name. */
  readonly units: readonly Unit[]
  /** Package → its kinds, the newest first. */
  readonly kinds: ReadonlyMap<string, readonly Kind[]>
}

/** A remote under all its names: two names with one base are one remote. */
export interface Unit {
  readonly index: number
  /** In code-unit order. */
  readonly names: readonly string[]
  readonly remote: Remote
  readonly isHost: boolean
  /** What it declares, by package, packages in code-unit order. */
  readonly wants: ReadonlyMap<string, Want>
  readonly links: readonly PackageLink[]
  /** Its environment, where an earlier resolution pins it. */
  readonly pinned: ReadonlyMap<string, Kind> | undefined
  /** Whether it is built for the page's format. */
  readonly hasFormat: boolean
}

/** What a remote declares of one package. */
export interface Want {
  readonly package: string
  readonly shareScope: string
  /** What its own code asks for; undefined where only another package needs it. */
  readonly demand: Demand | undefined
  /** Whether it may be given a version out of its range, with a warning, where a link demands it. */
  readonly isExempt: boolean
  readonly isSingleton: boolean
  /** Versions that the remote itself carries. */
  readonly carries: ReadonlySet<string>
}

/** A range and the uses of it. Equal ones are one object. */
export interface Demand {
  readonly package: string
  readonly requiredVersion: string | false
  readonly uses: Uses
  /** For a copy's demand: the share scope that its provider names for the package. */
  readonly shareScope: string
  /** The kinds in range that offer what is used, in whatever share scope. */
  readonly kinds: ReadonlySet<Kind>
  /** The kinds that offer what is used, in range or not. */
  readonly offering: ReadonlySet<Kind>
}

/** Copies that differ in nothing but who hosts them and how they were built: one is as good as another. */
export interface Kind {
  readonly id: number
  readonly package: string
  readonly shareScope: string
  readonly version: string
  /** One of them, for what it provides. */
  readonly copy: Copy
  /** Bytes that one copy in use costs. */
  readonly price: number
  /** How many newer versions are on offer in its share scope. */
  readonly age: number
  readonly needs: readonly Demand[]
  readonly hosts: readonly Host[]
  readonly isPinned: boolean
  /** Bytes of those of its copies that an earlier resolution preferred, the largest first. */
  readonly preferences: readonly number[]
}

/** One copy: who hosts it, and where. */
export interface Host {
  readonly unit: Unit
  readonly copy: Copy
  readonly url: string
  readonly isPreferred: boolean
}

/** Remotes that must have the same copy of a package, as far as they need it. */
export interface PackageLink {
  readonly package: string
  readonly why: Link
  readonly units: readonly Unit[]
}
