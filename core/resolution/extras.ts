import { closeCopies } from './close-copies.js'
import { dropDominated } from './drop-dominated.js'
import { createEnumerator } from './enumerate-choices.js'
import { mergeParts } from './merge-parts.js'
import { recallDeclarations } from './recall-declarations.js'

/**
 * What a page is spared that resolves for itself, since it pays where there are hundreds of remotes. Without it the same comes
 * out, where the budget suffices.
 */
export interface Extras {
  readonly recall?: typeof recallDeclarations
  readonly enumerate?: typeof createEnumerator
  readonly closeCopies?: typeof closeCopies
}

/** Where there are fewer remotes, to search each of their parts takes no longer than to merge them. */
const fewestMerged = 50

/** Lists what is left when dominated kinds are dropped, and where that pays and nobody may be rejected, merged. */
const enumerateLeft: typeof createEnumerator = (model, weights, isLenient) => {
  const left = dropDominated(model, weights)
  const enumerator = createEnumerator(left, weights, isLenient)
  return isLenient || model.units.length < fewestMerged ? enumerator : mergeParts(enumerator, left)
}

export const allExtras: Extras = { recall: recallDeclarations, enumerate: enumerateLeft, closeCopies }
