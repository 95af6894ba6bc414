import { copyFolder } from '../manifest/copy-folder.js'
import type { Copy, Format, SharedPackage, Uses } from '../manifest/manifest.js'
import { compareParsed } from '../ranges/compare-versions.js'
import type { Version } from '../ranges/parse-version.js'
import type { Link, Remote } from './resolution.js'

/** What a resolution decides about, read from the manifests once. */
export interface Model {
  /** In the order of criterion 6: the host first, then by name. */
  readonly units: readonly Unit[]
  readonly pools: ReadonlyMap<string, Pool>
}

/** A remote under all its names: two names with one base are one remote. */
export interface Unit {
  readonly index: number
  /** In code-unit order. */
  readonly names: readonly string[]
  readonly remote: Remote
  readonly isHost: boolean
  /** Whether it is built for the page's format, or runs already. */
  readonly isLoadable: boolean
  /** What it declares, by package. */
  readonly wants: ReadonlyMap<string, Want>
  /** By package. */
  readonly links: ReadonlyMap<string, readonly PackageLink[]>
  /** Its environment, where an earlier resolution pins it. */
  readonly pinned: ReadonlyMap<string, Kind> | undefined
}

/** What a remote declares of one package. */
export interface Want {
  readonly shared: SharedPackage
  readonly shareScope: string
  /** What its own code asks for; undefined where only another package needs it. */
  readonly demand: Demand | undefined
  /** The kinds of its copies. */
  readonly kinds: readonly Kind[]
}

/** All that is there of one package. */
export interface Pool {
  /** The newest first. */
  readonly kinds: readonly Kind[]
  /** By their range. */
  readonly demands: ReadonlyMap<string | false, readonly Demand[]>
}

/** A range and the uses of it. Equal ones are one object. */
export interface Demand {
  readonly package: string
  readonly requiredVersion: string | false
  readonly uses: Uses
  /** For a copy's demand: the share scope that its provider names for the package. */
  readonly shareScope: string
  /** How well each kind of the package meets it, by the kind's index. */
  readonly grades: readonly Grade[]
}

/** A kind lacks what is used; offers it, but out of range; meets the demand. */
export type Grade = 0 | 1 | 2

/** Copies that differ in nothing but who offers them and how they were built: one is as good as another. */
export interface Kind {
  /** Its place among the kinds of its package. */
  readonly index: number
  readonly package: string
  readonly shareScope: string
  readonly version: string
  /** The version, parsed once. */
  readonly parsed: Version
  readonly needs: readonly Demand[]
  /** Who carries this version, of whichever kind. */
  readonly carriers: ReadonlySet<Unit>
  /** In the order of the units. */
  readonly copies: readonly OfferedCopy[]
  readonly isPinned: boolean
  /** Whether an earlier resolution used its copies, and they are preferred. */
  readonly isPreferred: boolean
  /** Whether its copies have only some of the exports. */
  readonly isShaken: boolean
  /** Bytes that one copy in use costs. */
  readonly price: number
  /** How many newer versions are on offer in its share scope, in somebody's range. */
  readonly age: number
}

/** One copy, and who offers it. */
export interface OfferedCopy {
  readonly unit: Unit
  readonly copy: Copy
}

/** Of some slots, no more than so many may be in use. */
export interface Limit {
  readonly most: number
}

/** Remotes that must have the same copy of a package, as far as they need it: together they use one slot of it at most. */
export interface PackageLink extends Limit {
  readonly why: Link
  readonly units: ReadonlySet<Unit>
}

/**
 * A copy before it is known whose it is: a kind, and the kinds of all that it requires. Two remotes that agree on those
 * can share one copy (rule 4); who differs in them cannot. What a warning or a rejection costs is one too, without a kind.
 */
export interface Slot {
  /** Its place in the arrays of the search that decides about it; below 0 before that. */
  index: number
  readonly kind: Kind | undefined
  /** The kind and those of all that it requires: what whoever uses it sees. */
  readonly closure: readonly Kind[]
  /** What opening it costs, criteria 1 to 4 in one number: see `weigh`. */
  readonly price: number
  /** Where its kind has fewer copies than slots: whoever uses these, they are no more than the copies. */
  limits: readonly Limit[]
}

/** A slot that is a copy. */
export type CopySlot = Slot & { readonly kind: Kind }

/** What a remote sees, by package in code-unit order. */
export type Environment = readonly CopySlot[]

/** What each unit sees, in the order of the units. A rejected one is not in it. */
export type Assignment = ReadonlyMap<Unit, Environment>

/**
 * A part of the model while it is read: its fields may be set, its lists and maps filled, those of kinds in them too. read-model,
 * grade-kinds and link-units do that; after them nothing of the model changes. (A version is a list, too, but one that is
 * made whole.)
 */
export type Growing<T> = {
  -readonly [K in keyof T]: K extends 'parsed'
    ? T[K]
    : T[K] extends ReadonlyMap<infer A, infer B>
      ? Map<A, B extends readonly (infer C)[] ? (C extends Kind ? Growing<C>[] : C[]) : B>
      : T[K] extends readonly (infer C)[]
        ? (C extends Kind ? Growing<C> : C)[]
        : T[K]
}

/** The folder of a copy, which is its identity. */
export function urlOf(
  { unit, copy }: { readonly unit: Pick<Unit, 'remote'>; readonly copy: Copy },
  name: string,
  format: Format,
): string {
  return `${unit.remote.base}${format}/${copyFolder(name, copy.version, copy.build)}`
}

/** The host's first, then by name. */
export function compareOffered(a: OfferedCopy, b: OfferedCopy): number {
  return a.unit.index - b.unit.index || compareParsed(a.copy.build, b.copy.build)
}

/** What an environment has of a package. */
export function copyIn(environment: Environment | undefined, name: string): CopySlot | undefined {
  return environment?.find(({ kind }) => kind.package === name)
}
