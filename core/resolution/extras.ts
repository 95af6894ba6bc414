import { closeCopies } from './close-copies.js'
import { dropDominated } from './drop-dominated.js'
import type { findCauses } from './find-causes.js'
import { mergeManyParts } from './merge-parts.js'
import { recallDeclarations } from './recall-declarations.js'
import { shareCauses } from './share-causes.js'

/** What a page is spared that resolves for itself, since it seldom needs it. */
export interface Extras {
  /** Without it placements, warnings and rejections have no causes. */
  readonly findCauses?: typeof findCauses
  // What pays where there are hundreds of remotes. Without these four the same comes out, where the budget suffices.
  readonly recall?: typeof recallDeclarations
  readonly dropDominated?: typeof dropDominated
  readonly mergeParts?: typeof mergeManyParts
  readonly closeCopies?: typeof closeCopies
}

export const allExtras: Extras = {
  findCauses: shareCauses,
  recall: recallDeclarations,
  dropDominated,
  mergeParts: mergeManyParts,
  closeCopies,
}
