/** Specifier → absolute URL, or `null` for one that is blocked. In the standard's order: longer and later keys first. */
export type SpecifierMap = Readonly<Record<string, string | null>>

/**
 * An import map as the HTML standard parses it: every address and scope an absolute URL, keys sorted in descending
 * code-unit order, so that the first match is the most specific one. Records have no prototype.
 */
export interface ImportMap {
  readonly imports: SpecifierMap
  /** Scope (a URL prefix) → the specifiers in force for modules below it. */
  readonly scopes: Readonly<Record<string, SpecifierMap>>
  /** Absolute URL → integrity metadata. */
  readonly integrity: Readonly<Record<string, string>>
  /** What the standard reports to the console instead of failing. Not part of the map's meaning. */
  readonly warnings?: readonly string[]
}
