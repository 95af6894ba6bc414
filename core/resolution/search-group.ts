import { boundCost, remainder } from './bound-cost.js'
import type { Slot } from './model.js'
import { placeParts, type Solution } from './place-parts.js'
import { type Choice, type Choices, filterSame, filterSlots, type Part, sizeOf } from './problem.js'
import { propagateLimits } from './propagate-limits.js'
import { toGroup } from './to-group.js'
import { mainPart, type Weights } from './weigh.js'

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
  /** Copies that are in use in all that this node stands for. */
  readonly opened: ReadonlySet<Slot>
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
 * copies and choices that cannot be part of anything better, and is halved: with and without the copy that the placement
 * opened and the bound has paid for least; or where all copies are decided, by what one part chooses.
 *
 * First only what may be less in criteria 1 and 2 is looked at; that done, what may be better in the rest.
 *
 * @param compare decides between solutions that are equal in criteria 1 to 5
 */
export function searchGroup(
  parts: readonly Part[],
  weights: Weights,
  compare: (a: Solution, b: Solution) => number,
  budget: Budget,
): Searched {
  const group = toGroup(parts)
  const { slots } = group
  let best: Solution | undefined
  let nodes = 0
  let work = 0
  let isForTies = false

  const isWorse = (least: number) =>
    best && (isForTies ? least > best.cost : mainPart(least, weights) >= mainPart(best.cost, weights))

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
  const boundAndPlace = ({ choices, opened, order: orderBefore }: Node, size: number) => {
    let order = orderBefore
    let bound = boundCost(choices, order, slots, opened)
    let solution: Solution | undefined
    for (let isHigher = true; isHigher && !isWorse(bound.least); ) {
      isHigher = false
      work += size * workOfPlacing
      const placed = placeParts(group, choices, order, bound.slack)
      if (!placed) break
      solution = placed
      if (isBetter(solution)) best = solution
      const users = new Set(placed.picks.flatMap(({ slots }) => slots.map(({ index }) => index)))
      const picked = placed.picks.map(({ slots }) => slots.map(({ index }) => index))
      for (const i of order.filter(i =>
        bound.paid[i]!.some(index => users.has(index) && !picked[i]!.includes(index)),
      )) {
        if (isWorse(bound.least)) break
        const mended = [...order.filter(other => other !== i), i]
        const next = boundCost(choices, mended, slots, opened)
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
    const { choices, opened } = node
    const size = sizeOf(choices.flat())
    nodes++
    work += workOfNode + size
    const { bound, solution, order } = boundAndPlace(node, size)
    const { least, slack } = bound
    if (isWorse(least)) return []
    const better = choices.map(list =>
      filterSame(
        filterSlots(list, ({ index }) => !isWorse(least + slack[index]!)),
        choice => !isWorse(least + remainder(choice, slack)),
      ),
    )
    const left = better.every(list => list.length) && propagateLimits(group, better, opened)
    if (!left) return []
    const slot = undecided(left, opened, solution, slack)
    if (!slot) {
      const halves = halvePart(left, solution ?? best)
      // What was dropped may have decided all the rest: that has not been placed yet.
      if (!halves.length && left.some((list, i) => list !== choices[i])) halves.push(left)
      return halves.map(choices => ({ choices, opened, order, least }))
    }
    const without = left.map(list => filterSlots(list, other => other !== slot))
    const halves = [{ choices: left, opened: new Set([...opened, slot]), order, least }]
    return without.every(list => list.length) ? [{ choices: without, opened, order, least }, ...halves] : halves
  }

  /** Returns what the nodes that the budget left can go below. */
  const explore = (mostWork: number): number => {
    const choices = propagateLimits(
      group,
      parts.map(part => part.choices),
      new Set(),
    )
    // First who has the fewest ways to be served, since the others have more to turn to.
    const ways = choices?.map(list => sizeOf(list) / list[0]!.length) ?? []
    const order = [...parts.keys()].sort((a, b) => ways[a]! - ways[b]! || a - b)
    const stack: Node[] = choices ? [{ choices, opened: new Set(), order, least: 0 }] : []
    const until = work + mostWork
    let least = Number.POSITIVE_INFINITY
    for (let node = stack.pop(); node; node = stack.pop()) {
      if (isWorse(node.least)) continue
      if (work > until) least = Math.min(least, node.least)
      else stack.push(...expand(node))
    }
    return least
  }

  if (parts.some(part => !part.choices.length)) return { solution: undefined, least: 0, nodes }
  const left = explore(budget.work)
  if (!best) return { solution: undefined, least: 0, nodes }
  const least = mainPart(Math.min(left, (best as Solution).cost), weights)
  if (isWorse(least) && parts.length * workOfComparing * 4 < budget.ties) {
    isForTies = true
    explore(budget.ties)
  }
  return { solution: best, least, nodes }
}

/**
 * Of the slots that some could do without, one that the placement opened if there is one, and of these the one that the
 * bound has paid for least.
 */
function undecided(
  choices: Choices,
  opened: ReadonlySet<Slot>,
  solution: Solution | undefined,
  slack: Float64Array,
): Slot | undefined {
  const decided = new Set(opened)
  for (const list of choices) {
    if (list.length === 1) for (const copies of list[0]!) if (copies.length === 1) decided.add(copies[0]!)
  }
  const used = solution?.picks.flatMap(({ slots }) => slots) ?? []
  let most: Slot | undefined
  for (const slot of used) {
    if (decided.has(slot)) continue
    const difference = most ? slack[slot.index]! - slack[most.index]! || slot.price - most.price : 1
    if (difference > 0) most = slot
  }
  return most ?? choices.flat(3).find(slot => !decided.has(slot))
}

/** Halves what one part may choose, the half with what the guide has last; nothing where all is decided. */
function halvePart(choices: Choices, guide: Solution | undefined): Choices[] {
  for (const [i, list] of choices.entries()) {
    const has = (choice: Choice, slot: Slot) => choice.some(copies => copies.includes(slot))
    const isSure = (slot: Slot) =>
      list.every(choice => choice.some(copies => copies.length === 1 && copies[0] === slot))
    const candidates = [...(guide?.picks[i]?.slots ?? []), ...list.flat(2)]
    const slot = candidates.find(slot => list.some(choice => has(choice, slot)) && !isSure(slot))
    if (!slot) continue
    const withSlot = list
      .filter(choice => has(choice, slot))
      .map(choice => choice.map(copies => (copies.includes(slot) ? [slot] : copies)))
    const halves = [filterSlots(list, other => other !== slot), withSlot].filter(half => half.length)
    return halves.map(half => choices.map((other, j) => (j === i ? half : other)))
  }
  return []
}
