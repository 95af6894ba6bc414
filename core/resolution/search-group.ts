import { boundCost } from './bound-cost.js'
import type { closeCopies } from './close-copies.js'
import { isBeyondDoubt } from './is-beyond-doubt.js'
import type { Slot } from './model.js'
import { numberSlots } from './number-slots.js'
import { placeParts, type Solution } from './place-parts.js'
import { dropSlots, keepSlot, type OpenPart, type Part, sizeOf } from './problem.js'
import { propagateLimits } from './propagate-limits.js'
import type { Weights } from './weigh.js'

/** How many copies may be looked at, roughly, before the search gives up: 1e6 take some 20 milliseconds. */
export interface Budget {
  readonly work: number
  /** For what only criteria 3 to 7 tell apart; of this a group gets a share, the smaller the more remotes it has. */
  readonly ties: number
}

export interface Searched {
  /** Undefined where none was found. */
  readonly solution: Solution | undefined
  /** What no solution can go below in criteria 1 and 2, weighed. */
  readonly least: number
  readonly nodes: number
}

/** A subproblem: what is left to choose. */
interface Node {
  /** In the order in which they pay: the best one that was found for the node above. */
  readonly parts: readonly OpenPart[]
  /** Of the node that it was made from. */
  readonly least: number
}

/** What a node, a placement, and comparing two solutions for each part, cost in the unit of the budget. */
const workOfNode = 4000
const workOfPlacing = 4
const workOfComparing = 300

/** A share of the budget for ties that is less is not spent: a part of it would be a few comparisons of two solutions. */
const leastForTies = 5e5

/**
 * Branch and bound over one group. A node bounds what is left to choose, places all parts as well as it can, drops the
 * slots that cannot be part of anything better, and is halved: what one part may choose, with and without a slot.
 *
 * First only what may be less in criteria 1 and 2 is looked at; that done, what may be better in the rest.
 *
 * @param mainPart see `Weights`
 * @param compare decides between solutions that are equal in criteria 1 to 5
 * @param close see `placeParts`
 */
export function searchGroup(
  parts: readonly Part[],
  mainPart: Weights['mainPart'],
  compare: (a: Solution, b: Solution) => number,
  budget: Budget,
  close?: typeof closeCopies,
): Searched {
  const slots = numberSlots(parts)
  let best: Solution | undefined
  let nodes = 0
  let work = 0
  let isForTies = false
  const remotes = parts.flatMap(({ units }) => units).length

  const isWorse = (least: number) => best && (isForTies ? least > best.cost : mainPart(least) >= mainPart(best.cost))

  const isBetter = (solution: Solution): boolean => {
    const difference = best ? solution.cost - best.cost || best.carried - solution.carried : -1
    if (difference) return difference < 0
    // Often the best is found again.
    if (solution.picks.every((slots, i) => slots.every((slot, k) => slot === best!.picks[i]![k]))) return false
    work += remotes * workOfComparing
    return compare(solution, best!) < 0
  }

  const expand = (node: Node): readonly Node[] => {
    nodes++
    work += workOfNode
    const open = propagateLimits(node.parts)
    if (!open) return []
    const size = sizeOf(open)
    work += size
    // Bounds and places, and then mends the order in which the parts pay: a part that has paid for a copy in use that it
    // does not use itself has taken from others what they need (complementary slackness), and pays last from then on, where
    // that makes the bound no lower.
    let parts = open
    let bound = boundCost(parts, slots)
    let solution: Solution | undefined
    for (let least = Number.NEGATIVE_INFINITY; least < bound.least; ) {
      least = bound.least
      if (isWorse(least)) return []
      work += size * workOfPlacing
      const placed = placeParts(parts, slots, bound.slack, best ? undefined : close)
      if (!placed) break
      solution = placed
      if (isBetter(solution)) best = solution
      const { picks } = solution
      const used = new Set(picks.flat())
      const isInVain = ({ index }: OpenPart) =>
        bound.paid[index]!.some(slot => used.has(slot) && !picks[index]!.includes(slot))
      for (const part of parts.filter(isInVain)) {
        const mended = [...parts.filter(other => other !== part), part]
        const next = boundCost(mended, slots)
        work += size
        if (next.least < bound.least) continue
        bound = next
        parts = mended
      }
    }
    const { least, slack } = bound
    if (isWorse(least)) return []
    const isLeft = ({ index }: Slot) => !isWorse(least + slack[index]!)
    const left = parts.map(part => dropSlots(part, isLeft))
    if (solution && isBeyondDoubt(left, solution, least)) return []
    // What only criteria 3 to 7 tell apart is decided along the walk: an order that mending leaves alone.
    const inTurn = isForTies ? [...left].sort((a, b) => a.index - b.index) : left
    const halves = halve(left, inTurn, solution?.picks ?? [], slack)
    // What was dropped may have decided all the rest: that has not been placed yet.
    if (!halves.length && sizeOf(left) < size) halves.push(left)
    return halves.map(parts => ({ parts, least }))
  }

  /** Returns what the nodes that the budget left can go below. */
  const explore = (mostWork: number): number => {
    // First who has the fewest ways to be served, since the others have more to turn to.
    const ways = parts.map(part => sizeOf([part]))
    const open = parts.map(({ unit, units, choices }, index) => ({ index, unit, units, choices }))
    open.sort((a, b) => ways[a.index]! - ways[b.index]!)
    const stack: Node[] = [{ parts: open, least: 0 }]
    const until = work + mostWork
    let least = Number.POSITIVE_INFINITY
    for (let node = stack.pop(); node; node = stack.pop()) {
      if (isWorse(node.least)) continue
      if (work > until) least = Math.min(least, node.least)
      else stack.push(...expand(node))
    }
    return least
  }

  const left = explore(budget.work)
  const least = best ? mainPart(Math.min(left, (best as Solution).cost)) : 0
  const workForTies = budget.ties / remotes
  if (isWorse(least) && workForTies > leastForTies) {
    isForTies = true
    explore(workForTies)
  }
  return { solution: best, least, nodes }
}

/**
 * Halves what one part may choose, without and with a slot: of those that the placement gave it, the one that the bound has
 * paid for least; any other where there is none. Nothing where nothing is left to choose.
 *
 * @param inTurn the parts, who is halved first where it is all the same
 */
function halve(
  parts: readonly OpenPart[],
  inTurn: readonly OpenPart[],
  picks: Solution['picks'],
  slack: Float64Array,
): (readonly OpenPart[])[] {
  let halves: (readonly OpenPart[])[] = []
  let most = Number.NEGATIVE_INFINITY
  const halveAt = (part: OpenPart, slot: Slot, unpaid: number) => {
    if (unpaid <= most) return
    const both = [dropSlots(part, other => other !== slot), keepSlot(part, slot)]
    if (!both.every(half => half.choices.length)) return
    most = unpaid
    if (!slot.kind) both.reverse() // The half without a warning or a rejection is searched first.
    halves = both.map(half => parts.map(other => (other === part ? half : other)))
  }
  for (const part of inTurn) for (const slot of picks[part.index] ?? []) halveAt(part, slot, slack[slot.index]!)
  for (const part of inTurn) {
    if (halves.length) break
    for (const slot of part.choices.flat(2)) halveAt(part, slot, 0)
  }
  return halves
}
