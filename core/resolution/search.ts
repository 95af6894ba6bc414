import type { Kind, Model, Unit } from './model.js'

/** What a search decides: the kind that each unit sees of each package. Undefined for a rejected unit. */
export type Assignment = readonly (ReadonlyMap<string, Kind> | undefined)[]

export interface Found {
  readonly assignment: Assignment
  readonly nodes: number
  readonly isOptimal: boolean
}

/**
 * Enumerates each unit's coherent environments and searches their combinations, depth first, cutting off what is
 * already worse than the best. `compare` is the order of assignments.
 */
export function search(model: Model, compare: (a: Assignment, b: Assignment) => number, budget: number): Found {
  const current: (ReadonlyMap<string, Kind> | undefined)[] = []
  const instances = new Map<string, number>()
  const open = new Map<Kind, number>()
  let best: Assignment | undefined
  let bestScore: readonly [number, number] = [Infinity, Infinity]
  let nodes = 0
  const choices = model.units.map(unit =>
    [...environmentsOf(unit, model)].sort((a, b) => warnings(unit, a) - warnings(unit, b)),
  )
  const lastUser = model.units.length

  const visit = (index: number, penalty: number, cost: number): void => {
    if (best && ++nodes > budget) return
    if (best && (penalty > bestScore[0] || (penalty === bestScore[0] && cost > bestScore[1]))) return
    if (index === lastUser) {
      const candidate = [...current]
      if (!best || penalty < bestScore[0] || cost < bestScore[1] || compare(candidate, best) < 0) best = candidate
      bestScore = [penalty, cost]
      return
    }
    const unit = model.units[index]!
    for (const environment of choices[index]!) {
      if (!keepsLinks(unit, environment, current)) continue
      const opened: string[] = []
      let added = 0
      let fits = true
      for (const kind of environment.values()) {
        const key = instanceKey(kind, environment)
        if (!instances.get(key)) {
          instances.set(key, 1)
          opened.push(key)
          const count = (open.get(kind) ?? 0) + 1
          open.set(kind, count)
          added += kind.price
          if (count > kind.hosts.length) fits = false
        }
      }
      if (fits) {
        current[index] = environment
        visit(index + 1, penalty + (warnings(unit, environment) ? 1 : 0), cost + added)
      }
      for (const key of opened) {
        instances.delete(key)
        const kind = [...environment.values()].find(kind => instanceKey(kind, environment) === key)!
        open.set(kind, open.get(kind)! - 1)
      }
    }
    if (unit.pinned) return
    current[index] = undefined
    visit(index + 1, penalty + rejectionPenalty(unit, model), cost)
  }
  visit(0, 0, 0)
  return { assignment: best!, nodes, isOptimal: nodes <= budget }
}

export function rejectionPenalty(unit: Unit, { units }: Model): number {
  return (unit.isHost ? units.length + 1 : 1) * (units.length + 1)
}

/** A copy is its kind and the kinds of all that it requires: two users of one such may share one copy. */
export function instanceKey(kind: Kind, environment: ReadonlyMap<string, Kind>): string {
  const closure = new Set([kind])
  for (const member of closure) for (const need of member.needs) closure.add(environment.get(need.package)!)
  return [...closure].map(member => member.id).join()
}

/** Whether a unit gets something out of its own range. */
export function warnings(unit: Unit, environment: ReadonlyMap<string, Kind>): number {
  let count = 0
  for (const { demand } of unit.wants.values()) {
    if (demand && !demand.kinds.has(environment.get(demand.package)!)) count++
  }
  return count
}

/** Rules 6 and 7, against those placed so far. */
function keepsLinks(unit: Unit, environment: ReadonlyMap<string, Kind>, current: Assignment): boolean {
  return unit.links.every(link => {
    const kind = environment.get(link.package)
    if (!kind) return true
    const key = instanceKey(kind, environment)
    return link.units.every(other => {
      const placed = other.index < unit.index ? current[other.index] : undefined
      const theirs = placed?.get(link.package)
      return !theirs || instanceKey(theirs, placed!) === key
    })
  })
}

/** Rules 1, 2, 3 and 5: every environment that serves a unit, out of range only where a link may demand it. */
export function* environmentsOf(unit: Unit, model: Model): Generator<ReadonlyMap<string, Kind>> {
  if (unit.pinned) {
    yield unit.pinned
    return
  }
  if (!unit.hasFormat) return
  const environment = new Map<string, Kind>()
  function* complete(): Generator<ReadonlyMap<string, Kind>> {
    const name = nextPackage(unit, environment)
    if (name === undefined) {
      yield new Map([...environment].sort(([a], [b]) => (a < b ? -1 : 1)))
      return
    }
    for (const kind of model.kinds.get(name) ?? []) {
      if (!mayUse(unit, kind) || !agrees(unit, kind, environment)) continue
      environment.set(name, kind)
      yield* complete()
      environment.delete(name)
    }
  }
  yield* complete()
}

function nextPackage(unit: Unit, environment: ReadonlyMap<string, Kind>): string | undefined {
  for (const want of unit.wants.values()) if (want.demand && !environment.has(want.package)) return want.package
  for (const kind of environment.values()) {
    for (const need of kind.needs) if (!environment.has(need.package)) return need.package
  }
  return undefined
}

function mayUse(unit: Unit, kind: Kind): boolean {
  const want = unit.wants.get(kind.package)
  if (!want) return true
  if (kind.shareScope !== want.shareScope) return false
  if (!want.demand || want.demand.kinds.has(kind)) return true
  const isLinked = want.isSingleton || unit.links.some(link => link.package === kind.package)
  return want.isExempt && isLinked && want.demand.offering.has(kind)
}

function agrees(unit: Unit, kind: Kind, environment: ReadonlyMap<string, Kind>): boolean {
  const accepts = (need: Kind['needs'][number], required: Kind) =>
    need.kinds.has(required) && (unit.wants.has(required.package) || need.shareScope === required.shareScope)
  for (const other of environment.values()) {
    for (const need of other.needs) if (need.package === kind.package && !accepts(need, kind)) return false
  }
  return kind.needs.every(need => {
    const required = environment.get(need.package)
    return !required || accepts(need, required)
  })
}
