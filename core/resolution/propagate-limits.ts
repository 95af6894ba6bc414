import { getOrMake, makeSet } from './intern.js'
import type { Limit, Slot } from './model.js'
import { dropSlots, isBarred, limitsOf, type OpenPart } from './problem.js'

/**
 * Drops what no solution can contain: what is barred by the slots that are surely in use.
 *
 * @returns what is left to choose; undefined where a part has nothing left
 */
export function propagateLimits(parts: readonly OpenPart[]): readonly OpenPart[] | undefined {
  const sure = new Map<Limit, Set<Slot>>()
  for (const { unit, choices } of parts) {
    for (const [slot] of choices[0] ?? []) {
      for (const limit of limitsOf(unit, slot!)) {
        const isSure = choices.every(choice => choice.some(copies => copies.length === 1 && copies[0] === slot))
        if (isSure) getOrMake(sure, limit, makeSet).add(slot!)
      }
    }
  }
  const left = parts.map(part => dropSlots(part, slot => !isBarred(part.unit, slot, sure)))
  if (!left.every(part => part.choices.length)) return undefined
  return left.some((part, i) => part !== parts[i]) ? propagateLimits(left) : parts
}
