import { compareWalks } from './compare-walks.js'
import { createEnumerator } from './enumerate-choices.js'
import type { Extras } from './extras.js'
import { createGroups } from './groups.js'
import { type Assignment, type CopySlot, copyIn, type Model, type Unit } from './model.js'
import type { Solution } from './place-parts.js'
import { isAsked, type Part, sizeOf } from './problem.js'
import { type Budget, searchGroup } from './search-group.js'
import { type Weights, weigh } from './weigh.js'

export interface Chosen {
  readonly assignment: Assignment
  /** Who could be served, if nobody else were there. */
  readonly served: ReadonlySet<Unit>
  /** The groups, as they were searched last. */
  readonly searched: readonly Searched[]
  /** Whether all that there is to choose was listed. */
  readonly isComplete: boolean
  readonly nodes: number
}

/** What was found for a group. */
interface Solved {
  readonly parts: readonly Part[]
  readonly solution: Solution
}

/** A group that was searched. */
interface Searched {
  readonly parts: readonly Part[]
  readonly weights: Weights
  readonly solution: Solution | undefined
  readonly least: number
}

/**
 * Chooses the best assignment that the search finds, group by group: first as if nobody had to be warned or rejected. Where
 * that fails, all that is connected with it is searched again, with warnings and rejections to choose from.
 */
export function chooseAssignment(
  model: Model,
  budget: Budget,
  { enumerate = createEnumerator, closeCopies }: Extras,
): Chosen {
  const { units } = model
  const createSolver = (isLenient: boolean) => {
    const weights = weigh(model, isLenient)
    return { weights, ...enumerate(model, weights, isLenient) }
  }
  const solvers: ReturnType<typeof createSolver>[] = []
  const solverOf = (isLenient: boolean) => (solvers[Number(isLenient)] ??= createSolver(isLenient))
  // Who is not even served alone is rejected.
  const isServed = (unit: Unit) =>
    unit.isLoadable && [false, true].some(isLenient => solverOf(isLenient).isServed(unit))
  const served = new Set(units.filter(isServed))
  let searched: readonly Searched[] = []
  let concerned: ReadonlySet<Unit> = served
  let nodes = 0
  for (const isLenient of [false, true]) {
    const { weights, listParts } = solverOf(isLenient)
    const all = listParts(served)
    const size = sizeOf(all)
    const again: Searched[] = []
    for (const parts of groupParts(all, isLenient)) {
      if (!parts.some(({ unit }) => concerned.has(unit))) continue
      const compare = (a: Solution, b: Solution) => {
        const among = unitsOf([{ parts }])
        const members = units.filter(unit => among.has(unit))
        const walk = (solution: Solution) => toAssignment(members, [{ parts, solution }])
        return compareWalks(members, walk(a), walk(b))
      }
      const share = sizeOf(parts) / size
      const found = searchGroup(
        parts,
        weights.mainPart,
        compare,
        { work: budget.work * share, ties: budget.ties * share },
        closeCopies,
      )
      nodes += found.nodes
      again.push({ parts, weights, ...found })
    }
    // At first there is nothing that could be.
    const superseded = unitsOf(searched.length ? again : searched)
    searched = [...searched.filter(({ parts }) => !parts.some(({ unit }) => superseded.has(unit))), ...again]
    concerned = unitsOf(again.filter(({ solution }) => !solution))
    if (!concerned.size) break
  }
  const assignment = toAssignment(served, searched as readonly Solved[])
  const isComplete = solvers.every(solver => solver.isComplete())
  return { assignment, served, searched, isComplete, nodes }
}

function unitsOf(searched: readonly Pick<Searched, 'parts'>[]): ReadonlySet<Unit> {
  return new Set(searched.flatMap(({ parts }) => parts.flatMap(({ units }) => units)))
}

/**
 * Splits the parts into groups that have no copy in common and no link: what is best for each is best for all. The parts of
 * a remote that may be rejected stay together, since it is rejected as a whole.
 */
function groupParts(parts: readonly Part[], isLenient: boolean): Iterable<readonly Part[]> {
  const groups = createGroups<object>()
  for (const { unit, domains, choices } of parts) {
    if (isLenient) groups.join(choices, unit)
    for (const domain of domains) {
      groups.join(choices, domain)
      for (const link of unit.links.get(domain.package) ?? []) groups.join(choices, link)
      for (const kind of domain.kinds) groups.join(kind, domain)
    }
  }
  return groups.list(parts, part => part.choices)
}

/** What each unit sees by these solutions, without what nothing requires in the end. */
function toAssignment(served: Iterable<Unit>, solved: readonly Solved[]): Assignment {
  const assignment = new Map([...served].map((unit): [Unit, CopySlot[]] => [unit, []]))
  const rejected = new Set<Unit>()
  for (const { parts, solution } of solved) {
    for (const [i, slots] of solution.picks.entries()) {
      for (const unit of parts[i]!.units) {
        for (const slot of slots) if (slot.kind) assignment.get(unit)!.push(slot as CopySlot)
        if (!slots[0]!.kind) rejected.add(unit)
      }
    }
  }
  for (const unit of rejected) assignment.delete(unit)
  for (const [unit, slots] of assignment) {
    const needed = new Set(slots.filter(({ kind }) => isAsked(unit, kind.package)))
    // In a group alone not all that is required need be there.
    for (const slot of needed) for (const need of slot.kind.needs) needed.add(copyIn(slots, need.package) ?? slot)
    const sorted = [...needed].sort((a, b) => (a.kind.package < b.kind.package ? -1 : 1))
    assignment.set(unit, sorted)
  }
  return assignment
}
