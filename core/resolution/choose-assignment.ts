import { compareWalks } from './compare-walks.js'
import { createEnumerator, type Enumerator } from './enumerate-choices.js'
import { Groups } from './groups.js'
import type { Assignment, CopySlot, Environment, Model, Unit } from './model.js'
import type { Solution } from './place-parts.js'
import type { Part } from './problem.js'
import { type Budget, searchGroup } from './search-group.js'
import { mainPart, type Weights, weigh } from './weigh.js'

export interface Chosen {
  readonly assignment: Assignment
  /** Whether criteria 1 and 2 are proven. */
  readonly isProven: boolean
  /** What no assignment can go below, compared in this order. */
  readonly lowerBound: { readonly rejected: number; readonly warned: number; readonly cost: number }
  readonly nodes: number
}

/** A group that was searched with success. */
interface Solved {
  readonly group: readonly Part[]
  readonly solution: Solution
  readonly least: number
  readonly weights: Weights
}

/**
 * Chooses the best assignment that the search finds, group by group: first as if nobody had to be warned or rejected. Where
 * that fails, all that is connected with it is searched again, with warnings and rejections to choose from.
 *
 * @param canLoad whether a unit is built for the page's format
 */
export function chooseAssignment(model: Model, budget: Budget, canLoad: (unit: Unit) => boolean): Chosen {
  let nodes = 0
  let isProven = true

  const createSolver = (isLenient: boolean) => {
    const weights = weigh(model, isLenient)
    const { partsOf, isComplete } = createEnumerator(model, weights, isLenient)
    /** Searches the groups that hold one of the concerned, and adds them to the solved or to the failed. */
    const solve = (parts: readonly Part[], isConcerned: (unit: Unit) => boolean) => {
      const solved: Solved[] = []
      const failed = new Set<Unit>()
      for (const group of groupParts(parts, isLenient)) {
        if (!group.some(part => isConcerned(part.unit))) continue
        const assignmentOf = (solution: Solution) => toAssignment(model, assign(group, solution, model.units.map(() => [])))
        const compare = (a: Solution, b: Solution) => compareWalks(model.units, assignmentOf(a), assignmentOf(b))
        const { solution, least, nodes: visited } = searchGroup(group, weights, compare, budget)
        nodes += visited
        if (solution) solved.push({ group, solution, least, weights })
        else for (const part of group) failed.add(part.unit)
      }
      if (!isComplete() || (isLenient && weights.host > Number.MAX_SAFE_INTEGER)) isProven = false
      return { solved, failed }
    }
    return { partsOf, solve }
  }

  const strict = createSolver(false)
  let lenient: ReturnType<typeof createSolver> | undefined
  const lenientPartsOf = (unit: Unit) => (lenient ??= createSolver(true)).partsOf(unit)
  const parts = new Map<Unit, readonly Part[]>()
  for (const unit of model.units) {
    if (!unit.pinned && !canLoad(unit)) continue
    const all = strict.partsOf(unit)
    // Who is not even served alone is rejected: with warnings, the rejection would be all that it can choose.
    const isServed =
      all.every(part => part.choices.length) || unit.pinned || lenientPartsOf(unit).every(part => part.choices.length > 1)
    if (isServed) parts.set(unit, all)
  }
  let { solved, failed } = strict.solve([...parts.values()].flat(), () => true)
  if (failed.size) {
    const all = [...parts.keys()].flatMap(lenientPartsOf)
    const again = lenient!.solve(all, unit => failed.has(unit)).solved
    const superseded = new Set(again.flatMap(({ group }) => group.map(part => part.unit)))
    solved = [...solved.filter(({ group }) => !superseded.has(group[0]!.unit)), ...again]
  }

  const seen: (CopySlot[] | undefined)[] = model.units.map(unit => (parts.has(unit) ? [] : undefined))
  const lowerBound = { rejected: model.units.length - parts.size, warned: 0, cost: 0 }
  for (const { group, solution, least, weights } of solved) {
    assign(group, solution, seen)
    if (least < mainPart(solution.cost, weights)) isProven = false
    // The weights take the least apart again: each is above the sum of all that come after it.
    let rest = least
    const count = (weight: number) => {
      const times = Math.floor(rest / weight)
      rest -= times * weight
      return times
    }
    lowerBound.rejected += count(weights.host) + count(weights.rejected)
    lowerBound.warned += count(weights.warned)
    lowerBound.cost += count(weights.cost)
  }
  const assignment = toAssignment(model, seen)
  for (const unit of parts.keys()) if (unit.pinned && isWarned(unit, assignment[unit.index]!)) lowerBound.warned++
  return {
    assignment,
    isProven,
    lowerBound,
    nodes,
  }
}

/**
 * Splits the parts into groups that have no copy in common and no link: what is best for each is best for all. The parts of
 * a remote that may be rejected stay together, since it is rejected as a whole.
 */
function groupParts(parts: readonly Part[], isLenient: boolean): Iterable<readonly Part[]> {
  const groups = new Groups<object>()
  const seen = new Set<object>()
  for (const { unit, domains, choices } of parts) {
    if (isLenient) groups.join(choices, unit)
    for (const domain of domains) {
      for (const link of unit.links.get(domain.package) ?? []) groups.join(choices, link)
      if (!seen.has(choices)) groups.join(choices, domain)
      if (!seen.has(domain)) for (const kind of domain.kinds) groups.join(kind, domain)
      seen.add(domain)
    }
    seen.add(choices)
  }
  return groups.list(parts, part => part.choices)
}

/** Whether a unit sees something out of the range that it declares. */
export function isWarned({ wants }: Unit, environment: Environment): boolean {
  for (const { kind } of environment.values()) {
    if ((wants.get(kind.package)?.demand?.grades[kind.index] ?? 2) < 2) return true
  }
  return false
}

/** Adds what a solution gives the units of a group; nothing is left to a unit that it rejects. */
function assign(group: readonly Part[], { picks }: Solution, seen: (CopySlot[] | undefined)[]) {
  for (const [i, { unit }] of group.entries()) {
    for (const slot of picks[i]!.slots) if (slot.kind) seen[unit.index]?.push(slot as CopySlot)
  }
  for (const [i, { unit }] of group.entries()) if (!picks[i]!.slots[0]!.kind) seen[unit.index] = undefined
  return seen
}

/** Environments in code-unit order, without what nothing requires in the end. */
function toAssignment({ units }: Model, seen: readonly (CopySlot[] | undefined)[]): Assignment {
  return seen.map((slots, index) => {
    const { pinned, wants } = units[index]!
    const isOwn = ({ kind }: CopySlot) => pinned?.has(kind.package) || wants.get(kind.package)?.demand
    let needed = slots
    if (slots && !slots.every(isOwn)) {
      needed = slots.filter(isOwn)
      for (const { kind } of needed) {
        for (const need of kind.needs) {
          const required = slots.find(slot => slot.kind.package === need.package)
          if (required && !needed.includes(required)) needed.push(required)
        }
      }
    }
    return needed && toEnvironment(needed)
  })
}

function toEnvironment(slots: CopySlot[]): Environment {
  const environment = new Map<string, CopySlot>()
  slots.sort((a, b) => (a.kind.package < b.kind.package ? -1 : 1))
  for (const slot of slots) environment.set(slot.kind.package, slot)
  return environment
}
