import type { Assignment } from './assignment.js'
import { isOutOfRange } from './assignment.js'
import { compareAssignments } from './compare-assignments.js'
import { createEnumerator } from './enumerate-choices.js'
import type { Kind, Model, Unit } from './model.js'
import type { Solution } from './place-parts.js'
import type { Part, Weights } from './problem.js'
import { type Budget, type Searched, searchGroup } from './search-group.js'
import { createServable, splitProblem } from './split-problem.js'
import { weigh } from './weigh.js'

export interface Chosen {
  readonly assignment: Assignment
  /** Whether criteria 1 and 2 are proven. */
  readonly isProven: boolean
  /** What no assignment can go below, compared in this order. */
  readonly least: { readonly rejected: number; readonly warned: number; readonly cost: number }
  readonly nodes: number
}

interface Solved {
  readonly parts: readonly Part[]
  readonly found: Searched
  readonly weights: Weights
}

/**
 * Chooses the best assignment that the search finds, group by group: first as if nobody had to be warned or rejected. Where
 * that fails, all that is connected with it is searched again, with warnings and rejections to choose from.
 */
export function chooseAssignment(model: Model, budget: Budget): Chosen {
  const weights = weigh(model, false)
  const enumerator = createEnumerator(weights)
  const units = model.units.filter(createServable(model, enumerator))

  const { groups, unserved } = splitProblem(model, units, enumerator, weights, false)
  const failed = new Set(unserved)
  const solved: Solved[] = []
  for (const parts of groups) {
    const found = search(model, parts, weights, budget)
    if (found.solution) solved.push({ parts, found, weights })
    else for (const part of parts) failed.add(part.unit)
  }
  const again = failed.size ? solveLeniently(model, units, failed, budget) : []
  const superseded = new Set(again.flatMap(({ parts }) => parts.map(part => part.unit)))
  return conclude(model, units, [...solved.filter(({ parts }) => !superseded.has(parts[0]!.unit)), ...again])
}

function solveLeniently(
  model: Model,
  units: readonly Unit[],
  failed: ReadonlySet<Unit>,
  budget: Budget,
): readonly Solved[] {
  const weights = weigh(model, true)
  const enumerator = createEnumerator(weights)
  return splitProblem(model, units, enumerator, weights, true)
    .groups.filter(parts => parts.some(part => failed.has(part.unit)))
    .map(parts => ({ parts, found: search(model, parts, weights, budget), weights }))
}

function search(model: Model, parts: readonly Part[], weights: Weights, budget: Budget): Searched {
  const isBetter = (a: Solution, b: Solution) =>
    compareAssignments(model, assign(model.units, parts, a), assign(model.units, parts, b)) < 0
  return searchGroup(parts, weights, isBetter, budget)
}

function conclude({ units }: Model, served: readonly Unit[], solved: readonly Solved[]): Chosen {
  const assignment: (Map<string, Kind> | undefined)[] = units.map(() => undefined)
  const rejected = new Set(units)
  for (const unit of served) {
    rejected.delete(unit)
    assignment[unit.index] = new Map()
  }
  const least = { rejected: rejected.size, warned: 0, cost: 0 }
  for (const { parts, found, weights } of solved) {
    const assigned = assign(units, parts, found.solution!)
    for (const { unit } of parts) {
      const environment = assigned[unit.index]
      if (environment) for (const [name, kind] of environment) assignment[unit.index]?.set(name, kind)
      else assignment[unit.index] = undefined
    }
    // The weights take the least apart again: each is above the sum of all that come after it.
    let rest = found.least
    for (const weight of [weights.host, weights.rejected]) {
      least.rejected += Math.floor(rest / weight)
      rest %= weight
    }
    least.warned += Math.floor(rest / weights.warned)
    least.cost += Math.floor((rest % weights.warned) / weights.cost)
  }
  for (const unit of units) {
    const environment = assignment[unit.index]
    if (unit.pinned && isOutOfRange(unit, unit.pinned)) least.warned++
    if (environment) assignment[unit.index] = tidy(unit, environment)
  }
  return {
    assignment,
    isProven: solved.every(({ found }) => found.isProven),
    least,
    nodes: solved.reduce((sum, { found }) => sum + found.nodes, 0),
  }
}

/** What a solution gives the units of a group; undefined for others and for who is rejected. */
function assign(units: readonly Unit[], parts: readonly Part[], { choices, leaves }: Solution) {
  const assignment: (Map<string, Kind> | undefined)[] = units.map(() => undefined)
  for (const [i, { unit }] of parts.entries()) {
    if (choices[i]!.isRejection) continue
    const environment = assignment[unit.index] ?? new Map<string, Kind>()
    for (const [name, kind] of choices[i]!.roots) environment.set(name, kind)
    for (const { kind } of leaves[i]!) environment.set(kind!.package, kind!)
    assignment[unit.index] = environment
  }
  return assignment
}

/** In code-unit order, without what nothing requires in the end. */
function tidy(unit: Unit, environment: ReadonlyMap<string, Kind>): Map<string, Kind> {
  const isUsed = (name: string) => unit.pinned?.has(name) || unit.wants.get(name)?.demand
  const needed = new Set([...environment.keys()].filter(isUsed))
  for (const name of needed) for (const need of environment.get(name)!.needs) needed.add(need.package)
  return new Map([...needed].sort().map(name => [name, environment.get(name)!]))
}
