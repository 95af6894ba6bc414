/** What `federation()` takes. */
export interface FederationOptions {
  /** The remote's name: what the others import it by (`'@mall/cart'`), its key in importmap.json. */
  readonly name: string
  /** What others may import: `'./Widget'` (or `'.'`, the remote itself) → its source file. */
  readonly exposes?: Readonly<Record<string, string | ExposeOptions>>
  /**
   * The packages to share with other remotes: names, or names with options, or `'dependencies'`: all dependencies of
   * package.json that the code imports.
   */
  readonly shared?: 'dependencies' | readonly string[] | Readonly<Record<string, SharedOptions>>
  /** The remotes that the code imports: names, or what the code calls them → their names. */
  readonly remotes?: readonly string[] | Readonly<Record<string, string>>
  /** The folder of the remote's package.json; what relative paths are relative to. Default: the working directory. */
  readonly root?: string
  /** What the shared packages are built for. Default: `'development'` in watch mode, else `'production'`. */
  readonly mode?: Mode
}

export type Mode = 'production' | 'development'

export interface ExposeOptions {
  /** The source file. */
  readonly import: string
  /**
   * The packages of which the importing remote must have the same copy, since the expose lives in its tree. Default: the
   * UI runtimes that it imports. `[]` for an expose that mounts itself.
   */
  readonly peers?: readonly string[]
}

export interface SharedOptions {
  /** The versions that the code accepts: an npm range, or `false` for all. Default: the range in package.json. */
  readonly requiredVersion?: string | false
  /** All remotes that say so of this package get the same copy. Default: `false`. */
  readonly singleton?: boolean
  /** The remote is rejected, not warned, where it cannot have a version in range. Default: `false`. */
  readonly strictVersion?: boolean
  /** The group of remotes to share it with. Default: `'default'`. */
  readonly shareScope?: string
  /** `false`: carry no copy, rely on another remote's. */
  readonly import?: false
  /** Subpaths to offer besides those that the code imports: `['./client']`. */
  readonly subpaths?: readonly string[]
  /**
   * `true`: carry a copy with only the exports that this remote uses; `'and-full'`: carry the full copy too, for others.
   * CommonJS cannot be shaken: such a package is carried in full. Default: `false`.
   */
  readonly treeShake?: boolean | 'and-full'
  /** Ranges of other shared packages that its copy needs, where its package.json does not tell: `{ react: '>=18.2' }`. */
  readonly requires?: Readonly<Record<string, string>>
}

/** The options with every default filled in and every value checked. The rest of the plugin reads only this. */
export interface Settings {
  readonly name: string
  readonly root: string
  readonly mode: Mode | undefined
  readonly exposes: readonly ExposeSettings[]
  /** By package name. */
  readonly shared: ReadonlyMap<string, SharedSettings>
  /** What the code calls them → their names. */
  readonly remotes: ReadonlyMap<string, string>
}

export interface ExposeSettings {
  /** `'.'` or `'./Widget'`. */
  readonly name: string
  /** As written: a path relative to the root, or a package's name. */
  readonly file: string
  readonly peers: readonly string[] | undefined
}

export interface SharedSettings {
  /** `undefined`: the range in package.json. */
  readonly requiredVersion: string | false | undefined
  readonly singleton: boolean
  readonly strictVersion: boolean
  readonly shareScope: string
  readonly carriesCopy: boolean
  readonly treeShake: boolean | 'and-full'
  readonly subpaths: readonly string[]
  readonly requires: Readonly<Record<string, string>>
}
