import { closeCopies } from './close-copies.js'
import { dropDominated } from './drop-dominated.js'
import { findCauses } from './find-causes.js'

/** What a page is spared that resolves for itself, since it seldom needs it. */
export interface Extras {
  /** Without it placements, warnings and rejections have no causes. */
  readonly findCauses?: typeof findCauses
  // What pays where there are hundreds of remotes. Without these two the same comes out, where the budget suffices.
  readonly dropDominated?: typeof dropDominated
  readonly closeCopies?: typeof closeCopies
}

export const allExtras: Extras = { findCauses, dropDominated, closeCopies }
