import type { PackageSpecifier } from '../packages/parse-package-specifier.js'

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
  /** The folder of the remote's package.json; what relative paths are relative to. Default: Vite's root; the working directory. */
  readonly root?: string
  /**
   * The syntax that the System modules are lowered to, shared packages and remoteEntry.js included, by the project's own
   * `@swc/core`. Default: the remote's modules as the bundler writes them, packages as they are published.
   */
  readonly target?: SyntaxTarget
  /** What the shared packages are built for. Default: `'development'` in watch mode, else `'production'`. */
  readonly mode?: Mode
  /**
   * Whether to write the exposes' types beside the manifest, for `fedmap types` to fetch: `true`, or the configuration of
   * TypeScript to compile them by, where that is neither tsconfig.app.json nor tsconfig.json. Needs the project's own
   * `typescript` or `vue-tsc`. Builds that watch their sources leave them out. Default: `false`.
   */
  readonly types?: boolean | string
}

export type Mode = 'production' | 'development'

export type SyntaxTarget = (typeof syntaxTargets)[number]

export const syntaxTargets = [
  'es5',
  'es2015',
  'es2016',
  'es2017',
  'es2018',
  'es2019',
  'es2020',
  'es2021',
  'es2022',
] as const

/** What may be said of an expose. */
export interface ExposeOptions {
  /** The source file. */
  readonly import: string
  /**
   * The packages of which the importing remote must have the same copy, since the expose lives in its tree. Default: the
   * UI runtimes that it imports. `[]` for an expose that mounts itself.
   */
  readonly peers?: readonly string[]
}

/** What may be said of a shared package. `shared: ['react']` says nothing, and has all defaults. */
export interface SharedOptions {
  /** The versions that the code accepts: an npm range, or `false` for all. Default: the range in package.json. */
  readonly requiredVersion?: string | false
  /** All remotes that say so of this package get the same copy. Default: `false`. */
  readonly singleton?: boolean
  /** The remote is rejected, not warned, where it cannot have a version in range. Default: `false`. */
  readonly strictVersion?: boolean
  /**
   * The group of remotes to share it with. Default: `'default'`; where something else stands under the name (`import`, or
   * `npm:` in package.json), what that is, since those who import the real package must not get it.
   */
  readonly shareScope?: string
  /**
   * `false`: carry no copy, rely on another remote's. A specifier: what to offer under this name, such as
   * `'preact/compat'` for `react`; its package is shared too.
   */
  readonly import?: false | string
  /** With a specifier as `import`: the version that it stands for, `'18.3.1'`. Default: its package's own. */
  readonly version?: string
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

/**
 * The options with every default filled in and every value checked. The rest of the plugin reads only this, and not before
 * the bundler has its own configuration: only then does Vite know the root.
 */
export interface Settings {
  readonly name: string
  readonly root: string
  readonly mode: Mode | undefined
  readonly target: SyntaxTarget | undefined
  readonly types: boolean | string
  readonly exposes: readonly ExposeSettings[]
  /** By package name. */
  readonly shared: ReadonlyMap<string, SharedSettings>
  /** Whether these are all dependencies of package.json. */
  readonly sharesDependencies: boolean
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
  /** What is offered under the name, where it is not the package of the name. */
  readonly source: PackageSpecifier | undefined
  /** The version that the source stands for, where that is not its package's own. */
  readonly version: string | undefined
  readonly treeShake: boolean | 'and-full'
  readonly subpaths: readonly string[]
  readonly requires: Readonly<Record<string, string>>
}
