import { closeCopies } from './close-copies.js'
import { dropDominated } from './drop-dominated.js'
import { findCauses } from './find-causes.js'
import { mergeManyParts } from './merge-parts.js'

/** What a page is spared that resolves for itself, since it seldom needs it. */
export interface Extras {
  /** Without it placements, warnings and rejections have no causes. */
  readonly findCauses?: typeof findCauses
  // What pays where there are hundreds of remotes. Without these three the same comes out, where the budget suffices.
  readonly dropDominated?: typeof dropDominated
  readonly mergeParts?: typeof mergeManyParts
  readonly closeCopies?: typeof closeCopies
}

export const allExtras: Extras = { findCauses, dropDominated, mergeParts: mergeManyParts, closeCopies }
