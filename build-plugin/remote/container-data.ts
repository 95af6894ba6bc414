/** What a package's copies must be, as the container can tell without a range parser: alternatives of comparators. */
export type Comparators = readonly (readonly (readonly [operator: string, version: string])[])[]

/** What a remote needs of one package, as its remoteEntry.js carries it. */
export interface ContainerNeed {
  /** What the remote's own code accepts; `null` for every version, no alternative for none of the host's. */
  readonly accepts: Comparators | null
  /**
   * The specifiers that are imported of the package → the packages that its own copy's file for it runs on, where that
   * file can go with those of another version: it shares no chunk with them. Else null.
   */
  readonly specifiers: Readonly<Record<string, readonly string[] | null>>
  /** The version of its own copy; `null` where it has none. */
  readonly carries: string | null
  /** What its own copy requires: package → what that accepts. */
  readonly requires: Readonly<Record<string, Comparators | null>>
}

export interface ContainerData {
  readonly name: string
  /** Expose → its file, relative to the entry. */
  readonly exposes: Readonly<Record<string, string>>
  /** Package → what is needed of it. */
  readonly needs: Readonly<Record<string, ContainerNeed>>
  /** The scopes of the remote on its own, all relative to the entry. */
  readonly scopes: Readonly<Record<string, Readonly<Record<string, string>>>>
}
