import { boundCost } from './bound-cost.js'
import type { Slot } from './model.js'
import { numberSlots } from './number-slots.js'
import { placeParts, type Solution } from './place-parts.js'
import { type Choices, filterSlots, keepSlot, type Part, sizeOf } from './problem.js'
import { propagateLimits } from './propagate-limits.js'
import type { Weights } from './weigh.js'

/** How many copies may be looked at, roughly, before the search gives up: 1e6 take some ten milliseconds. */
export interface Budget {
  readonly work: number
  /** For what only criteria 3 to 7 tell apart. */
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
  readonly choices: Choices
  /** The order in which its parts pay: the best one that was found for the node above. */
  readonly order: readonly number[]
  /** Of the node that it was made from. */
  readonly least: number
}

/** What a node, a placement, and comparing two solutions for each part, cost in the unit of the budget. */
const workOfNode = 100
const workOfPlacing = 4
const workOfComparing = 300

/**
 * Branch and bound over one group. A node bounds what is left to choose, places all parts as well as it can, drops the
 * slots that cannot be part of anything better, and is halved: what one part may choose, with and without a slot.
 *
 * First only what may be less in criteria 1 and 2 is looked at; that done, what may be better in the rest.
 *
 * @param mainPart see `Weights`
 * @param compare decides between solutions that are equal in criteria 1 to 5
 */
export function searchGroup(
  parts: readonly Part[],
  mainPart: Weights['mainPart'],
  compare: (a: Solution, b: Solution) => number,
  budget: Budget,
): Searched {
  const slots = numberSlots(parts)
  let best: Solution | undefined
  let nodes = 0
  let work = 0
  let isForTies = false

  const isWorse = (least: number) => best && (isForTies ? least > best.cost : mainPart(least) >= mainPart(best.cost))

  const isBetter = (solution: Solution): boolean => {
    const difference = best ? solution.cost - best.cost || solution.strangers - best.strangers : -1
    if (difference) return difference < 0
    work += parts.length * workOfComparing
    return compare(solution, best!) < 0
  }

  /**
   * Bounds and places, and then mends the order in which the parts pay: a part that has paid for a copy in use that it does
   * not use itself has taken from others what they need (complementary slackness), and pays last from then on, where that
   * makes the bound no lower.
   */
  const boundAndPlace = (node: Node, choices: Choices, size: number) => {
    let { order } = node
    let bound = boundCost(choices, order, slots)
    let solution: Solution | undefined
    for (let isHigher = true; isHigher && !isWorse(bound.least); ) {
      isHigher = false
      work += size * workOfPlacing
      const placed = placeParts(parts, slots, choices, order, bound.slack)
      if (!placed) break
      solution = placed
      if (isBetter(solution)) best = solution
      const { picks } = solution
      const used = new Set(picks.flat())
      const isInVain = (i: number) => bound.paid[i]!.some(slot => used.has(slot) && !picks[i]!.includes(slot))
      for (const i of order.filter(isInVain)) {
        if (isWorse(bound.least)) break
        const mended = [...order.filter(other => other !== i), i]
        const next = boundCost(choices, mended, slots)
        work += size
        if (next.least < bound.least) continue
        if (next.least > bound.least) isHigher = true
        bound = next
        order = mended
      }
    }
    return { bound, solution, order }
  }

  const expand = (node: Node): readonly Node[] => {
    nodes++
    work += workOfNode
    const choices = propagateLimits(parts, node.choices)
    if (!choices) return []
    const size = sizeOf(choices)
    work += size
    const { bound, solution, order } = boundAndPlace(node, choices, size)
    const { least, slack } = bound
    if (isWorse(least)) return []
    const left = choices.map(list => filterSlots(list, ({ index }) => !isWorse(least + slack[index]!)))
    const halves = halve(left, solution?.picks ?? [], slack)
    // What was dropped may have decided all the rest: that has not been placed yet.
    if (!halves.length && sizeOf(left) < size) halves.push(left)
    return halves.map(choices => ({ choices, order, least }))
  }

  /** Returns what the nodes that the budget left can go below. */
  const explore = (mostWork: number): number => {
    const choices = parts.map(part => part.choices)
    // First who has the fewest ways to be served, since the others have more to turn to.
    const ways = choices.map(list => sizeOf([list]) / (list[0]?.length ?? 1))
    const order = [...parts.keys()].sort((a, b) => ways[a]! - ways[b]!)
    const stack: Node[] = [{ choices, order, least: 0 }]
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
  if (!best) return { solution: undefined, least: 0, nodes }
  const least = mainPart(Math.min(left, (best as Solution).cost))
  if (isWorse(least) && parts.length * workOfComparing * 4 < budget.ties) {
    isForTies = true
    explore(budget.ties)
  }
  return { solution: best, least, nodes }
}

/**
 * Halves what one part may choose, without and with a slot: of those that the placement gave it, the one that the bound has
 * paid for least; any other where there is none. Nothing where nothing is left to choose.
 */
function halve(choices: Choices, picks: Solution['picks'], slack: Float64Array): Choices[] {
  let halves: Choices[] = []
  let most = Number.NEGATIVE_INFINITY
  const halveAt = (i: number, slot: Slot, unpaid: number) => {
    if (unpaid <= most) return
    const both = [filterSlots(choices[i]!, other => other !== slot), keepSlot(choices[i]!, slot)]
    if (!both.every(half => half.length)) return
    most = unpaid
    halves = both.map(half => choices.map((list, k) => (k === i ? half : list)))
  }
  for (const [i, slots] of picks.entries()) for (const slot of slots) halveAt(i, slot, slack[slot.index]!)
  for (const [i, list] of choices.entries()) {
    if (halves.length) break
    for (const slot of list.flat(2)) halveAt(i, slot, 0)
  }
  return halves
}
