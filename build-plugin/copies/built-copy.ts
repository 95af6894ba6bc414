import type { ModuleNode, Requirement, Uses } from '../../core/index.js'
import type { LowerSyntax } from '../compile/lower-syntax.js'
import type { Mode, SyntaxTarget } from '../options/federation-options.js'
import type { InstalledPackage } from '../packages/find-package.js'
import type { Warn } from '../warn.js'

/** One shared package to build. */
export interface CopyRequest {
  readonly package: InstalledPackage
  /** The remote's folder, from which compilers are found. */
  readonly root: string
  /** What to offer, sorted: subpath → exports, `'*'` for all. */
  readonly offers: Uses
  readonly mode: Mode
  /** What `lower` lowers its System modules to. */
  readonly target: SyntaxTarget | undefined
  readonly lower: LowerSyntax
  /** Ranges that the user names for what the copy requires. */
  readonly requires: Readonly<Record<string, string>>
  /** Whether an import of another package, made by a module in a folder, stays bare. */
  readonly staysBare: (packageName: string, folder: string) => boolean
  readonly warn: Warn
}

/**
 * A shared package as it was built: what the remote carries of it, and what its manifest says of it. Paths are relative
 * to the copy's folder.
 */
export interface BuiltCopy {
  readonly version: string
  readonly build: string
  /** Compressed bytes of its modules. */
  readonly size: number
  readonly provides: Readonly<Record<string, ProvidedSubpath>>
  readonly requires: Readonly<Record<string, Requirement>>
  readonly modules: Readonly<Record<string, ModuleNode>>
  /** Format → path → content, source maps too. */
  readonly files: Readonly<Record<'esm' | 'system', Readonly<Record<string, string>>>>
  /** `'assets/logo-8f3a.svg'` → content, in base64. */
  readonly assets: Readonly<Record<string, string>>
  /** The packages inside it, `name@version`, that keep state of their own. */
  readonly stateful: readonly string[]
  readonly trace: BuildTrace
}

export interface ProvidedSubpath {
  readonly file: string
  /** The names that it exports; 'module.exports' among them where the package is CommonJS. */
  readonly exports: readonly string[]
  /** Whether these are not all: the copy was tree-shaken. */
  readonly isShaken: boolean
}

/** All that a build depended on: a cached one is good where this still holds. Paths are relative to the package's root. */
export interface BuildTrace {
  readonly files: Readonly<Record<string, FileState>>
  readonly links: readonly Link[]
  /** `['rolldown@1.2.19']`, where its sources had to be compiled. */
  readonly compilers: readonly string[]
}

/** A file as it was read. */
export interface FileState {
  readonly hash: string
  /** Its size and the time of its last change. While these are the same, its content is. */
  readonly stamp: string
}

/** What became of an import of another package. */
export interface Link {
  readonly package: string
  /** The importing module's folder. */
  readonly folder: string
  /** What that folder resolves the package to. */
  readonly version: string | undefined
  readonly bare: boolean
}
