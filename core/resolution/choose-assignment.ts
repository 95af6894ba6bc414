import { compareWalks } from './compare-walks.js'
import { createEnumerator } from './enumerate-choices.js'
import type { Assignment, CopySlot, Environment, Model, Unit } from './model.js'
import type { Solution } from './place-parts.js'
import type { Part } from './problem.js'
import { type Budget, searchGroup } from './search-group.js'
import { createUnserved, splitProblem } from './split-problem.js'
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
  readonly parts: readonly Part[]
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

  const solve = (units: ReadonlySet<Unit>, isLenient: boolean, isConcerned: (unit: Unit) => boolean) => {
    const weights = weigh(model, isLenient)
    const enumerator = createEnumerator(weights)
    const solved: Solved[] = []
    const failed = new Set<Unit>()
    for (const parts of splitProblem(model, units, enumerator, weights, isLenient)) {
      if (!parts.some(part => isConcerned(part.unit))) continue
      const compare = (a: Solution, b: Solution) => compareWalks(model.units, assign(parts, a), assign(parts, b))
      const { solution, least, nodes: visited } = searchGroup(parts, weights, compare, budget)
      nodes += visited
      if (solution) solved.push({ parts, solution, least, weights })
      else for (const part of parts) failed.add(part.unit)
    }
    if (!enumerator.isComplete() || (isLenient && weights.host > Number.MAX_SAFE_INTEGER)) isProven = false
    return { solved, failed }
  }

  let units: ReadonlySet<Unit> = new Set(model.units.filter(unit => unit.pinned || canLoad(unit)))
  let { solved, failed } = solve(units, false, () => true)
  const unserved = [...failed].filter(createUnserved(model))
  if (unserved.length) {
    units = new Set([...units].filter(unit => !unserved.includes(unit)))
    ;({ solved, failed } = solve(units, false, () => true))
  }
  const again = failed.size ? solve(units, true, unit => failed.has(unit)).solved : []
  const superseded = new Set(again.flatMap(({ parts }) => parts.map(part => part.unit)))
  const all = [...solved.filter(({ parts }) => !superseded.has(parts[0]!.unit)), ...again]

  const assignment: (Map<string, CopySlot> | undefined)[] = model.units.map(unit =>
    units.has(unit) ? new Map() : undefined,
  )
  const lowerBound = { rejected: model.units.length - units.size, warned: 0, cost: 0 }
  for (const { parts, solution, least, weights } of all) {
    const assigned = assign(parts, solution)
    for (const { unit } of parts) {
      const environment = assigned[unit.index]
      if (environment) for (const [name, slot] of environment) assignment[unit.index]?.set(name, slot)
      else assignment[unit.index] = undefined
    }
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
  for (const unit of units) if (unit.pinned && isWarned(unit, assignment[unit.index]!)) lowerBound.warned++
  return {
    assignment: assignment.map((seen, index) => seen && tidy(model.units[index]!, seen)),
    isProven,
    lowerBound,
    nodes,
  }
}

/** Whether a unit sees something out of the range that it declares. */
export function isWarned({ wants }: Unit, environment: Environment): boolean {
  for (const { kind } of environment.values()) {
    if (wants.get(kind.package)?.demand?.kinds.has(kind) === false) return true
  }
  return false
}

/** What a solution gives the units of a group; a unit that it rejects gets nothing. */
function assign(parts: readonly Part[], { picks }: Solution): (Map<string, CopySlot> | undefined)[] {
  const assignment: (Map<string, CopySlot> | undefined)[] = []
  for (const [i, { unit }] of parts.entries()) {
    const { choice, leaves } = picks[i]!
    if (choice.slots[0]?.isRejection) continue
    const environment = assignment[unit.index] ?? new Map<string, CopySlot>()
    for (const slot of [...choice.slots, ...leaves]) if (slot.kind) environment.set(slot.kind.package, slot as CopySlot)
    assignment[unit.index] = environment
  }
  return assignment
}

/** In code-unit order, without what nothing requires in the end. */
function tidy({ pinned, wants }: Unit, environment: Environment): Environment {
  const needed = new Set([...environment.keys()].filter(name => pinned?.has(name) || wants.get(name)?.demand))
  for (const name of needed) for (const need of environment.get(name)!.kind.needs) needed.add(need.package)
  return new Map([...needed].sort().map(name => [name, environment.get(name)!]))
}
