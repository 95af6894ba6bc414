import type { ImportMap } from '../import-map/import-map.js'
import type { StandIn } from '../resolution/resolution.js'

/**
 * What a page runs on: one import map and what the loader must know beside it. Made by `toComposed` in the page or by
 * `fedmap compose` beforehand; the loader drives both alike and needs no manifest for it. All URLs are absolute.
 */
export interface Composed {
  /** The whole map in force: what people wrote and what was generated. */
  readonly map: ImportMap
  /** Entry module (an expose, a dynamically imported module) → every other module of its static closure. */
  readonly closures: Readonly<Record<string, readonly string[]>>
  /** Entry module → the stylesheets of its static closure, in order. Their integrity is in `map.integrity`. */
  readonly css: Readonly<Record<string, readonly string[]>>
  /** Copy in use (its folder) → what can replace it, best first. */
  readonly standIns: Readonly<Record<string, readonly StandIn[]>>
}
