/** Remotes that make a page, built. */
export interface Portfolio {
  readonly name: string
  /** What the page imports. It imports the widgets and mounts them, which shows as `[data-state=mounted]`. */
  readonly main: string
  /** What `main` imports at once: specifiers. */
  readonly firstView: readonly string[]
  /** How many widgets the page has. */
  readonly widgets: number
  readonly remotes: readonly BuiltRemote[]
  /** What the page has beside scripts. */
  readonly head: string
  readonly body: string
  /** URL path → file, of what `head` names. */
  readonly mounts: Readonly<Record<string, string>>
}

export interface BuiltRemote {
  readonly name: string
  /** Where federation.json lies that shares its packages, and where the one that bundles everything. */
  readonly folders: Readonly<Record<Build, string>>
}

export type Build = 'sharing' | 'bundling'
