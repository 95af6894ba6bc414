import { boundCost, remainder } from './bound-cost.js'
import type { Slot } from './model.js'
import { placeParts, type Solution } from './place-parts.js'
import { type Choice, type Choices, filterSame, mapLists, type Part } from './problem.js'
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
    const sizes = mapLists(choices, sizeOf)
    const order = [...parts.keys()].sort((a, b) => sizes[a]! - sizes[b]! || a - b)
    nodes++
    work += workOfNode + sizes.reduce((sum, size) => sum + size, 0)
    const { least, slack } = boundCost(choices, order, slots, opened)
    if (isWorse(least)) return []
    const solution = placeParts(parts, choices, order, slack, weights)
    if (solution && isBetter(solution)) best = solution
    if (isWorse(least)) return []
    const better = mapLists(choices, list => filterSame(list, choice => !isWorse(least + remainder(choice, slack))))
    const left = better.every(list => list.length) && propagateLimits(parts, better, opened)
    if (!left) return []
    const copy = solution && mostDoubtful(left, opened, solution, slack)
    if (copy) {
      const without = mapLists(left, list => withoutSlot(list, copy))
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
    const stack: Node[] = [{ choices: parts.map(part => part.choices), opened: new Set(), least: 0 }]
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

/** Numbers the slots that a group may open; it has them all for itself. */
function numberSlots(parts: readonly Part[]): readonly Slot[] {
  const slots = new Set<Slot>()
  const lists = new Set<readonly Slot[]>()
  for (const choices of new Set(parts.map(part => part.choices))) {
    for (const choice of choices) for (const list of [choice.slots, ...choice.leaves]) lists.add(list)
  }
  for (const list of lists) for (const slot of list) slots.add(slot)
  let index = 0
  for (const slot of slots) slot.index = index++
  return [...slots]
}

/** How many copies there are to choose from. */
function sizeOf(choices: readonly Choice[]): number {
  let size = choices.length
  for (const { leaves } of choices) for (const copies of leaves) size += copies.length
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
  for (const [choice, ...others] of choices) {
    if (others.length) continue
    for (const slot of choice!.slots) decided.add(slot)
    for (const copies of choice!.leaves) if (copies.length === 1) decided.add(copies[0]!)
  }
  let most: Slot | undefined
  for (const { choice, leaves } of picks) {
    for (const slot of [...choice.slots, ...leaves]) {
      if (decided.has(slot)) continue
      const difference = most ? slack[slot.index]! - slack[most.index]! || slot.price - most.price : 1
      if (difference > 0) most = slot
    }
  }
  return most
}

function withoutSlot(choices: readonly Choice[], slot: Slot): readonly Choice[] {
  return choices.flatMap(choice => {
    if (choice.slots.includes(slot)) return []
    const leaves = choice.leaves.map(copies => filterSame(copies, copy => copy !== slot))
    if (leaves.every((copies, k) => copies === choice.leaves[k])) return choice
    return leaves.every(copies => copies.length) ? { ...choice, leaves } : []
  })
}

/** Halves what one part may choose, the half that the guide is in last; nothing where all is decided. */
function halvePart(choices: Choices, guide: Solution | undefined): Choices[] {
  const halve = (i: number, halves: readonly (readonly Choice[])[]) =>
    halves.map(half => choices.map((list, j) => (j === i ? half : list)))

  let fewest: number | undefined
  for (const [i, { length }] of choices.entries()) {
    if (length > 1 && (fewest === undefined || length < choices[fewest]!.length)) fewest = i
  }
  if (fewest !== undefined) {
    const list = choices[fewest]!
    const guided = list.find(choice => choice.slots === guide?.picks[fewest]?.choice.slots) ?? list[0]!
    // The most basic copy on which there is a choice: what requires it follows.
    const [slot] = guided.slots
      .filter(slot => !list.every(choice => choice.slots.includes(slot)))
      .sort((a, b) => (a.kind?.needs.length ?? 0) - (b.kind?.needs.length ?? 0))
    const isGuided = (choice: Choice) => (slot ? choice.slots.includes(slot) : choice === guided)
    return halve(fewest, [list.filter(choice => !isGuided(choice)), list.filter(isGuided)])
  }
  for (const [i, [choice]] of choices.entries()) {
    const k = choice!.leaves.findIndex(copies => copies.length > 1)
    if (k < 0) continue
    const copies = choice!.leaves[k]!
    const guided = copies.find(copy => guide?.picks[i]?.leaves.includes(copy)) ?? copies[0]!
    const withLeaf = (leaf: Choice['leaves'][number]) => [
      { ...choice!, leaves: choice!.leaves.map((old, j) => (j === k ? leaf : old)) },
    ]
    return halve(i, [withLeaf(copies.filter(copy => copy !== guided)), withLeaf([guided])])
  }
  return []
}
