/** The module formats that a remote can be built in. Each has a folder of its name under the remote's base. */
export type Format = 'system' | 'esm'

/**
 * `federation.json`: what a remote exposes, what its modules import, and which shared packages it needs and offers.
 * Pure data, made by the build plugin, read by `parseManifest`. Module paths are relative to `<base>/<format>/`, css and
 * assets to `<base>/assets/`. Unknown keys are kept and ignored.
 */
export interface Manifest {
  readonly formatVersion: 1
  readonly name: string
  readonly version: string
  /** `'development'` where it was built for that, its copies of shared packages too. */
  readonly mode?: string
  readonly formats: readonly Format[]
  /** By expose: `'.'` or `'./Widget'`. */
  readonly exposes: Readonly<Record<string, Expose>>
  /** The module graph, of its own and its shared files alike: path → what it imports. */
  readonly modules: Readonly<Record<string, ModuleNode>>
  /** By package name. */
  readonly shared: Readonly<Record<string, SharedPackage>>
  /** `'system/Widget-8f3a.js'` → `'sha384-…'`, relative to the base. */
  readonly integrity: Readonly<Record<string, string>>
}

/** A module of a remote that others may import. */
export interface Expose {
  /** Its path, usually a key of `modules`: a file that is not listed there imports nothing. */
  readonly file: string
  /** The packages of which the importing remote must have the same copy (rule 7). */
  readonly peers: readonly string[]
}

/** What a module asks for: enough to request all of its closure at once. */
export interface ModuleNode {
  /** Static imports: keys of `modules`, or bare specifiers (`'react-dom/client'`, `'@mall/catalog/Price'`). */
  readonly imports?: readonly string[]
  /** What it imports with `import()`, in the same notation. */
  readonly dynamic?: readonly string[]
  /** Stylesheets to load before it runs, relative to `<base>/assets/`. */
  readonly css?: readonly string[]
}

/** Subpath (`'.'`, `'./client'`) → the exports that are used, or `'*'` for all. */
export type Uses = Readonly<Record<string, '*' | readonly string[]>>

/** What one remote says of one package: what its own code needs of it, and the copies that it offers. */
export interface SharedPackage {
  /** What the remote's own code accepts: an npm range, or `false` for every version. */
  readonly requiredVersion: string | false
  /** What the remote's own code uses; `{}` when only another shared package needs it. */
  readonly uses: Uses
  readonly singleton: boolean
  readonly strictVersion: boolean
  readonly shareScope: string
  /** What it offers; empty with `import: false`. */
  readonly copies: readonly Copy[]
}

/** One remote's build of one version of a package. Its files lie in `shared/<package>@<version>-<build>/`. */
export interface Copy {
  readonly version: string
  /** A hash over all files of the copy: equal builds are interchangeable. */
  readonly build: string
  /** Compressed bytes of the copy. */
  readonly size: number
  /** Subpath → its file, in the copy's folder; `exports` where the copy is tree-shaken. */
  readonly provides: Readonly<Record<string, { readonly file: string; readonly exports?: readonly string[] }>>
  /** What it imports from other shared packages. */
  readonly requires: Readonly<Record<string, Requirement>>
}

/** What a copy needs of another package. */
export interface Requirement {
  readonly requiredVersion: string | false
  readonly uses: Uses
}
