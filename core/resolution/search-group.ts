import { boundCost, remainder } from './bound-cost.js'
import type { Slot } from './model.js'
import { placeParts, type Solution } from './place-parts.js'
import { type Choice, type Choices, filterSame, filterSlots, type Part } from './problem.js'
import { propagateLimits } from './propagate-limits.js'
import { mainPart, type Weights } from './weigh.js'

/** How many copies may be looked at, roughly, before a group's search gives up: 1e6 take some ten milliseconds. */
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
  /** Of the node that it was made from. */
  readonly least: number
}

/** What a node, and what comparing two solutions for each part, costs in the unit of the budget. */
const workOfNode = 100
const workOfComparing = 300

/**
 * Branch and bound over one group. A node bounds what is left to choose, places all parts as well as it can, drops the
 * choices that cannot be part of anything better, and is halved: with and without the copy that the placement opened and
 * the bound has paid for least; or where all copies are decided, by what one part chooses.
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
  const slots = numberSlots(parts)
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

  const expand = ({ choices, opened }: Node): readonly Node[] => {
    const sizes = choices.map(sizeOf)
    const order = [...parts.keys()].sort((a, b) => sizes[a]! - sizes[b]! || a - b)
    nodes++
    work += workOfNode + sizes.reduce((sum, size) => sum + size, 0)
    const { least, slack } = boundCost(choices, order, slots, opened)
    if (isWorse(least)) return []
    const solution = placeParts(parts, choices, order, slots, slack)
    if (solution && isBetter(solution)) best = solution
    if (isWorse(least)) return []
    const better = choices.map(list => filterSame(list, choice => !isWorse(least + remainder(choice, slack))))
    const left = better.every(list => list.length) && propagateLimits(parts, better, opened)
    if (!left) return []
    const copy = solution && mostDoubtful(left, opened, solution, slack)
    if (copy) {
      const without = left.map(list => filterSlots(list, slot => slot !== copy))
      const node = { choices: left, opened: new Set([...opened, copy]), least }
      return without.every(list => list.length) ? [{ choices: without, opened, least }, node] : [node]
    }
    const halves = halvePart(left, solution ?? best)
    // What was dropped may have decided all the rest: that has not been placed yet.
    if (!halves.length && left.some((list, i) => list !== choices[i])) halves.push(left)
    return halves.map(choices => ({ choices, opened, least }))
  }

  /** Returns what the nodes that the budget left can go below. */
  const explore = (mostWork: number): number => {
    const choices = propagateLimits(
      parts,
      parts.map(part => part.choices),
      new Set(),
    )
    const stack: Node[] = choices ? [{ choices, opened: new Set(), least: 0 }] : []
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
  const least = mainPart(Math.min(left, (best as Solution).cost), weights)
  if (isWorse(least) && parts.length * workOfComparing * 4 < budget.ties) {
    isForTies = true
    explore(budget.ties)
  }
  return { solution: best, least, nodes }
}

/** Numbers the slots that a group may open; it has them all for itself. */
function numberSlots(parts: readonly Part[]): readonly Slot[] {
  const lists = new Set<readonly Slot[]>()
  for (const choices of new Set(parts.map(part => part.choices))) {
    for (const choice of choices) for (const list of choice) lists.add(list)
  }
  const slots = new Set<Slot>()
  for (const list of lists) for (const slot of list) slots.add(slot)
  let index = 0
  for (const slot of slots) slot.index = index++
  return [...slots]
}

/** How many copies there are to choose from. */
function sizeOf(choices: readonly Choice[]): number {
  let size = 0
  for (const choice of choices) for (const copies of choice) size += copies.length
  return size
}

/** Of the copies that the placement opened and that some could do without, the one that the bound has paid for least. */
function mostDoubtful(
  choices: Choices,
  opened: ReadonlySet<Slot>,
  { picks }: Solution,
  slack: Float64Array,
): Slot | undefined {
  const decided = new Set(opened)
  for (const list of choices) {
    if (list.length === 1) for (const copies of list[0]!) if (copies.length === 1) decided.add(copies[0]!)
  }
  let most: Slot | undefined
  for (const { slots } of picks) {
    for (const slot of slots) {
      if (decided.has(slot)) continue
      const difference = most ? slack[slot.index]! - slack[most.index]! || slot.price - most.price : 1
      if (difference > 0) most = slot
    }
  }
  return most
}

/** Halves what one part may choose, the half that the guide is in last; nothing where all is decided. */
function halvePart(choices: Choices, guide: Solution | undefined): Choices[] {
  const isOpen = (list: readonly Choice[]) => list.length > 1 || list[0]!.some(copies => copies.length > 1)
  let i = -1
  for (const [j, list] of choices.entries()) {
    if (isOpen(list) && (i < 0 || list.length < choices[i]!.length)) i = j
  }
  if (i < 0) return []
  const list = choices[i]!
  const isSure = (slot: Slot) => list.every(choice => choice.some(copies => copies.length === 1 && copies[0] === slot))
  const candidates = [...(guide?.picks[i]?.slots ?? []), ...list.flat(2)]
  const isThere = (slot: Slot) => list.some(choice => choice.some(copies => copies.includes(slot)))
  const slot = candidates.find(slot => isThere(slot) && !isSure(slot))
  if (!slot) return []
  const withSlot = list.flatMap(choice => {
    const k = choice.findIndex(copies => copies.includes(slot))
    return k < 0 ? [] : [choice.map((copies, j) => (j === k ? [slot] : copies))]
  })
  const without = filterSlots(list, other => other !== slot)
  return [without, withSlot].filter(half => half.length).map(half => choices.map((list, j) => (j === i ? half : list)))
}
