import { boundCost, remainder } from './bound-cost.js'
import { placeParts, type Solution } from './place-parts.js'
import type { Choice, Facility, Part, Weights } from './problem.js'
import { propagateLimits } from './propagate-limits.js'
import { filterSame, once } from './share-lists.js'

export interface Searched {
  /** Undefined where none was found: none exists, if that is `proven`. */
  readonly solution: Solution | undefined
  /** Whether no solution is less in criteria 1 and 2. */
  readonly isProven: boolean
  /** Below the weighed cost of every solution. */
  readonly least: number
  readonly nodes: number
}

/** What a node costs beyond the copies that it looks at, in the same unit. */
const workOfNode = 100

/** How many copies may be looked at, roughly, before a group's search gives up: 1e6 take some ten milliseconds. */
export interface Budget {
  readonly work: number
  /** For what only criteria 3 to 7 tell apart. */
  readonly ties: number
}

/** A subproblem: what is left to choose. */
interface Node {
  readonly choices: readonly (readonly Choice[])[]
  /** Copies that are in use in all that this node stands for. */
  readonly opened: ReadonlySet<Facility>
  /** Of the node that it was made from. */
  readonly least: number
}

/**
 * Branch and bound over one group. A node bounds what is left to choose, drops the choices that cannot be part of anything
 * better than the best, places all parts as well as it can, and splits what one part may choose: what the placement chose
 * for it, and the rest.
 *
 * First only what may be less in criteria 1 and 2 is looked at; that done, what may be better in the rest.
 *
 * @param isBetter decides between two solutions that are equal in criteria 1 to 5
 */
export function searchGroup(
  parts: readonly Part[],
  weights: Weights,
  isBetter: (a: Solution, b: Solution) => boolean,
  budget: Budget,
): Searched {
  let best: Solution | undefined
  let nodes = 0
  let work = 0
  const facilities = numberFacilities(parts)
  const root = parts.map(part => part.choices)
  const inCost = (weighed: number) => Math.floor(weighed / weights.cost)
  let hasTies = false
  const isWorse = (least: number) =>
    best !== undefined && (hasTies ? least > best.cost : inCost(least) >= inCost(best.cost))

  const explore = (maxWork: number): number => {
    const stack: Node[] = [{ choices: root, opened: new Set(), least: 0 }]
    const until = work + maxWork
    let open = Number.POSITIVE_INFINITY
    for (let node = stack.pop(); node; node = stack.pop()) {
      if (isWorse(node.least)) continue
      if (work > until) open = Math.min(open, node.least)
      else stack.push(...expand(node))
    }
    return open
  }

  const expand = (node: Node): readonly Node[] => {
    const sizes = node.choices.map(once(sizeOf))
    nodes++
    work += workOfNode + sizes.reduce((sum, size) => sum + size, 0)
    const order = [...parts.keys()].sort((a, b) => sizes[a]! - sizes[b]! || a - b)
    const bound = boundCost(node.choices, order, facilities, node.opened)
    const { least } = bound
    if (isWorse(least)) return []
    const solution = placeParts(parts, node.choices, order, facilities, bound.slack, weights)
    if (solution && (!best || compare(solution, best) < 0)) best = solution
    if (isWorse(least)) return []
    const choices = node.choices.map(
      once(list => filterSame(list, choice => !isWorse(least + remainder(choice, bound.slack)))),
    )
    if (choices.some(list => list.length === 0)) return []
    const left = propagateLimits(parts, choices, node.opened)
    return left ? branch(left, node.opened, solution, least, bound.slack) : []
  }

  const compare = (a: Solution, b: Solution): number =>
    a.cost - b.cost || a.strangers - b.strangers || (isBetter(a, b) ? -1 : 1)

  let least = Math.min(explore(budget.work), best?.cost ?? Number.POSITIVE_INFINITY)
  const isProven = !best || inCost(least) >= inCost(best.cost)
  if (best && isProven) {
    hasTies = true
    least = best.cost
    if (work / nodes < budget.ties / 8) explore(budget.ties)
  }
  return { solution: best, isProven, least, nodes }
}

/** Numbers the copies that a group may open; it has them all for itself. */
function numberFacilities(parts: readonly Part[]): readonly Facility[] {
  const facilities = new Set<Facility>()
  const seen = new Set<object>()
  for (const { choices } of parts) {
    if (seen.has(choices)) continue
    seen.add(choices)
    for (const choice of choices) {
      for (const list of [choice.facilities, ...choice.leaves]) {
        if (seen.has(list)) continue
        seen.add(list)
        for (const facility of list) facilities.add(facility)
      }
    }
  }
  let index = 0
  for (const facility of facilities) (facility as { index: number }).index = index++
  return [...facilities]
}

/** How many copies there are to choose from. */
function sizeOf(choices: readonly Choice[]): number {
  let size = choices.length
  for (const { leaves } of choices) for (const copies of leaves) size += copies.length
  return size
}

/** Divides what is left to choose in two, the more promising half last; nothing where all is decided. */
function branch(
  choices: readonly (readonly Choice[])[],
  opened: ReadonlySet<Facility>,
  guide: Solution | undefined,
  least: number,
  slack: Float64Array,
): readonly Node[] {
  const copy = guide && mostDoubtful(choices, opened, guide, slack)
  if (!copy) return splitPart(choices, opened, guide, least)
  return [
    { choices: choices.map(once(list => withoutCopy(list, copy))), opened, least },
    { choices, opened: new Set([...opened, copy]), least },
  ]
}

/** Of the copies that the placement opened and that some could do without, the one that the bound has paid for least. */
function mostDoubtful(
  choices: readonly (readonly Choice[])[],
  opened: ReadonlySet<Facility>,
  guide: Solution,
  slack: Float64Array,
): Facility | undefined {
  const forced = new Set(opened)
  for (const [first, ...others] of choices) {
    if (!first || others.length) continue
    for (const facility of first.facilities) forced.add(facility)
    for (const copies of first.leaves) if (copies.length === 1) forced.add(copies[0]!)
  }
  let most: Facility | undefined
  const isMore = (a: Facility, b: Facility) =>
    (slack[a.index]! - slack[b.index]! || a.price - b.price || b.index - a.index) > 0
  for (const [i, choice] of guide.choices.entries()) {
    for (const list of [choice.facilities, guide.leaves[i]!]) {
      for (const facility of list) {
        if (!forced.has(facility) && (!most || isMore(facility, most))) most = facility
      }
    }
  }
  return most
}

function withoutCopy(choices: readonly Choice[], copy: Facility): readonly Choice[] {
  return choices.flatMap(choice => {
    if (choice.facilities.includes(copy)) return []
    if (!choice.leaves.some(copies => copies.includes(copy))) return [choice]
    const leaves = choice.leaves.map(copies => copies.filter(other => other !== copy))
    return leaves.every(copies => copies.length) ? [{ ...choice, leaves }] : []
  })
}

/** Divides what one part may choose. */
function splitPart(
  choices: readonly (readonly Choice[])[],
  opened: ReadonlySet<Facility>,
  guide: Solution | undefined,
  least: number,
): readonly Node[] {
  const divide = (i: number, first: readonly Choice[], rest: readonly Choice[]): readonly Node[] =>
    [rest, first].map(list => ({ choices: choices.map((old, j) => (j === i ? list : old)), opened, least }))

  let at = -1
  for (const [i, list] of choices.entries()) {
    if (list.length > 1 && (at < 0 || list.length < choices[at]!.length)) at = i
  }
  if (at >= 0) {
    const list = choices[at]!
    const guided = list.find(choice => choice.roots === guide?.choices[at]?.roots) ?? list[0]!
    // The most basic copy on which there is a choice: what requires it follows.
    const copy = guided.facilities
      .filter(facility => !list.every(choice => choice.facilities.includes(facility)))
      .sort((a, b) => (a.kind?.needs.length ?? 0) - (b.kind?.needs.length ?? 0))[0]
    const isFirst = (choice: Choice) => (copy ? choice.facilities.includes(copy) : choice === guided)
    return divide(
      at,
      list.filter(isFirst),
      list.filter(choice => !isFirst(choice)),
    )
  }
  for (const [i, [choice]] of choices.entries()) {
    const k = choice!.leaves.findIndex(copies => copies.length > 1)
    if (k < 0) continue
    const copies = choice!.leaves[k]!
    const chosen = guide?.leaves[i]?.[k]
    const first = chosen && copies.includes(chosen) ? chosen : copies[0]!
    const withLeaf = (list: readonly Facility[]): Choice => ({
      ...choice!,
      leaves: choice!.leaves.map((old, j) => (j === k ? list : old)),
    })
    return divide(i, [withLeaf([first])], [withLeaf(copies.filter(copy => copy !== first))])
  }
  return []
}
