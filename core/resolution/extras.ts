import { closeCopies } from './close-copies.js'
import { dropDominated } from './drop-dominated.js'
import { mergeManyParts } from './merge-parts.js'
import { recallDeclarations } from './recall-declarations.js'

/**
 * What a page is spared that resolves for itself, since it pays where there are hundreds of remotes. Without it the same comes
 * out, where the budget suffices.
 */
export interface Extras {
  readonly recall?: typeof recallDeclarations
  readonly dropDominated?: typeof dropDominated
  readonly mergeParts?: typeof mergeManyParts
  readonly closeCopies?: typeof closeCopies
}

export const allExtras: Extras = {
  recall: recallDeclarations,
  dropDominated,
  mergeParts: mergeManyParts,
  closeCopies,
}
