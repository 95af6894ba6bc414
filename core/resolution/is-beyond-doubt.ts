import { compareParsed } from '../ranges/compare-versions.js'
import type { Slot } from './model.js'
import { countCarried, type Solution } from './place-parts.js'
import { isAsked, type OpenPart } from './problem.js'

/**
 * Whether nothing that these parts could choose is better by any criterion: the solution costs what the bound says, and
 * each part has what is best for itself, and nothing as good, by criteria 5 and 6.
 *
 * @param least a lower bound of the cost
 */
export function isBeyondDoubt(parts: readonly OpenPart[], { cost, picks }: Solution, least: number): boolean {
  return cost <= least && parts.every(part => hasBest(part, picks[part.index]!))
}

function hasBest({ unit, choices }: OpenPart, picks: readonly Slot[]): boolean {
  /** Above 0 where a slot is worse than the one that was picked, 0 where it is as good; else better, or who knows. */
  const rank = (slot: Slot): number => {
    if (picks.includes(slot)) return 0
    const { kind } = slot
    const picked = kind && picks.find(other => other.kind?.package === kind.package)
    // What a copy requires is there or not by that alone, if the remote does not use it: criterion 6 sees that too.
    if (!picked || !kind.needs.every(need => isAsked(unit, need.package))) return -1
    return countCarried(unit, picked) - countCarried(unit, slot) || compareParsed(picked.kind!.parsed, kind.parsed)
  }
  const isWorse = (slot: Slot) => rank(slot) > 0
  return choices.every(
    choice =>
      choice.length === picks.length &&
      (choice.flat().every(slot => picks.includes(slot) || isWorse(slot)) ||
        (choice.flat().every(slot => rank(slot) >= 0) && choice.some(copies => copies.every(isWorse)))),
  )
}
