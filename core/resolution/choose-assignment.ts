import { compareWalks } from './compare-walks.js'
import { createEnumerator, gradeOf } from './enumerate-choices.js'
import { Groups } from './groups.js'
import { type Assignment, type CopySlot, copyIn, type Environment, type Model, type Unit } from './model.js'
import type { Solution } from './place-parts.js'
import { type Part, sizeOf } from './problem.js'
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

/** A group that was searched. */
interface Searched {
  readonly parts: readonly Part[]
  readonly weights: Weights
  readonly solution: Solution | undefined
  readonly least: number
}

/** What the search has given each unit so far, by its index; undefined for who is rejected. */
type Seen = (CopySlot[] | undefined)[]

/**
 * Chooses the best assignment that the search finds, group by group: first as if nobody had to be warned or rejected. Where
 * that fails, all that is connected with it is searched again, with warnings and rejections to choose from.
 *
 * @param canLoad whether a unit is built for the page's format
 */
export function chooseAssignment(model: Model, budget: Budget, canLoad: (unit: Unit) => boolean): Chosen {
  const { units } = model
  let nodes = 0
  let isProven = true

  const createSolver = (isLenient: boolean) => {
    const weights = weigh(model, isLenient)
    const { partsOf, isComplete } = createEnumerator(model, weights, isLenient)
    /** Searches the groups that hold one of the concerned. */
    const solve = (parts: readonly Part[], isConcerned: (unit: Unit) => boolean): readonly Searched[] => {
      const searched: Searched[] = []
      const choicesOf = (parts: readonly Part[]) => parts.flatMap(({ choices }) => choices)
      const size = sizeOf(choicesOf(parts))
      for (const group of groupParts(parts, isLenient)) {
        if (!group.some(part => isConcerned(part.unit))) continue
        const assignmentOf = (solution: Solution) => {
          const seen: Seen = units.map(() => [])
          assign(group, solution, seen)
          return toAssignment(units, seen)
        }
        const compare = (a: Solution, b: Solution) => compareWalks(units, assignmentOf(a), assignmentOf(b))
        const work = (budget.work * sizeOf(choicesOf(group))) / size
        const { solution, least, nodes: visited } = searchGroup(group, weights, compare, { ...budget, work })
        nodes += visited
        searched.push({ parts: group, weights, solution, least })
      }
      if (!isComplete() || (isLenient && weights.host > Number.MAX_SAFE_INTEGER)) isProven = false
      return searched
    }
    return { partsOf, solve }
  }

  const strict = createSolver(false)
  let lenient: ReturnType<typeof createSolver> | undefined
  const lenientPartsOf = (unit: Unit) => {
    lenient ??= createSolver(true)
    return lenient.partsOf(unit)
  }
  const parts = new Map<Unit, readonly Part[]>()
  for (const unit of units) {
    if (!unit.pinned && !canLoad(unit)) continue
    const all = strict.partsOf(unit)
    // Who is not even served alone is rejected: with warnings, the rejection would be all that it can choose.
    const isServed = (part: Part) => part.choices.length > (unit.pinned ? 0 : 1)
    if (all.every(part => part.choices.length) || lenientPartsOf(unit).every(isServed)) parts.set(unit, all)
  }
  let searched = strict.solve([...parts.values()].flat(), () => true)
  const unitsOf = (searched: readonly Searched[]) =>
    new Set(searched.flatMap(({ parts }) => parts.map(({ unit }) => unit)))
  const failed = unitsOf(searched.filter(({ solution }) => !solution))
  if (failed.size) {
    const all = [...parts.keys()].flatMap(lenientPartsOf)
    const again = lenient!.solve(all, unit => failed.has(unit))
    const superseded = unitsOf(again)
    searched = [...searched.filter(({ parts }) => !superseded.has(parts[0]!.unit)), ...again]
  }

  const seen: Seen = units.map(unit => (parts.has(unit) ? [] : undefined))
  const lowerBound = { rejected: units.length - parts.size, warned: 0, cost: 0 }
  for (const { parts, solution, least, weights } of searched) {
    assign(parts, solution!, seen)
    if (least < mainPart(solution!.cost, weights)) isProven = false
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
  const assignment = toAssignment(units, seen)
  for (const unit of parts.keys()) if (unit.pinned && isWarned(unit, assignment[unit.index]!)) lowerBound.warned++
  return { assignment, isProven, lowerBound, nodes }
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
    if (seen.has(choices) && !unit.links.size) continue
    seen.add(choices)
    for (const domain of domains) {
      for (const link of unit.links.get(domain.package) ?? []) groups.join(choices, link)
      groups.join(choices, domain)
      if (!seen.has(domain)) for (const kind of domain.kinds) groups.join(kind, domain)
      seen.add(domain)
    }
  }
  return groups.list(parts, part => part.choices)
}

/** Whether a unit sees something out of the range that it declares. */
export function isWarned(unit: Unit, environment: Environment): boolean {
  return environment.some(({ kind }) => gradeOf(unit, kind) < 2)
}

/** Adds what a solution gives the units of a group; nothing is left to a unit that it rejects. */
function assign(parts: readonly Part[], { picks }: Solution, seen: Seen): void {
  for (const [i, { unit }] of parts.entries()) {
    for (const slot of picks[i]!.slots) if (slot.kind) seen[unit.index]?.push(slot as CopySlot)
  }
  for (const [i, { unit }] of parts.entries()) if (!picks[i]!.slots[0]!.kind) seen[unit.index] = undefined
}

/** Sorts what each unit sees, and leaves out what nothing requires in the end. */
function toAssignment(units: readonly Unit[], seen: Seen): Assignment {
  return units.map(({ index, pinned, wants }) => {
    let slots = seen[index]
    const isOwn = ({ kind }: CopySlot) => pinned ?? wants.get(kind.package)?.demand
    if (slots && !slots.every(isOwn)) {
      const needed = new Set(slots.filter(isOwn))
      for (const { kind } of needed) for (const need of kind.needs) needed.add(copyIn(slots, need.package)!)
      slots = [...needed]
    }
    return slots?.sort((a, b) => (a.kind.package < b.kind.package ? -1 : 1))
  })
}
