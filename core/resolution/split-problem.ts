import type { Enumerator } from './enumerate-choices.js'
import { createInterner } from './intern.js'
import type { Kind, Model, Unit } from './model.js'
import type { Choice, Domain, Part, Weights } from './problem.js'

/**
 * Splits what there is to decide into parts, and the parts into groups that have no copy in common and no link: what is
 * best for each group is best for all.
 *
 * @param isLenient whether remotes may be warned and rejected. Then a remote is one part, since it is rejected as a whole.
 * @returns groups of parts, and the units that nothing serves
 */
export function splitProblem(
  model: Model,
  units: readonly Unit[],
  { choicesOf, open }: Enumerator,
  weights: Weights,
  isLenient: boolean,
): { readonly groups: readonly (readonly Part[])[]; readonly unserved: readonly Unit[] } {
  const domainsOf = createDomains(model, isLenient)
  const bound = bindLinks(units, domainsOf, isLenient)
  const groupOf = new Groups()
  const parts: Part[] = []
  const unserved: Unit[] = []
  for (const unit of units) {
    const domains = bound.get(unit)!
    const sets = isLenient ? [domains] : dependentSets(domains)
    const found = sets.map(set => choicesOf(set))
    if (found.some(choices => choices.length === 0) && !isLenient) {
      unserved.push(unit)
      continue
    }
    for (const [i, set] of sets.entries()) {
      const links = unit.links.filter(link => set.some(domain => domain.package === link.package))
      const choices = isLenient ? withPenalties(unit, found[i]!, open, weights) : found[i]!
      const part = { unit, choices, links }
      parts.push(part)
      for (const domain of set) {
        groupOf.join(part, domain)
        for (const kind of domain.kinds) groupOf.join(domain, kind)
      }
      for (const link of links) groupOf.join(part, link)
    }
  }
  return { groups: groupOf.list(parts), unserved }
}

/** Whether any set of copies serves a remote, whoever else is there. */
export function createServable(model: Model, { choicesOf }: Enumerator): (unit: Unit) => boolean {
  const domainsOf = createDomains(model, true)
  return unit => unit.hasFormat && dependentSets(domainsOf(unit)).every(set => choicesOf(set).length > 0)
}

/** Makes for each unit and package the domain, equal ones one object. */
function createDomains(model: Model, isLenient: boolean): (unit: Unit) => readonly Domain[] {
  const intern = createInterner<Domain>()
  const domainOf = (unit: Unit, name: string): Domain => {
    const pinned = unit.pinned?.get(name)
    const want = unit.wants.get(name)
    const demand = want?.demand
    const isWide = isLenient && !!want?.isExempt && (want.isSingleton || unit.links.some(link => link.package === name))
    return intern([name, want?.shareScope, demand, isWide, pinned], () => {
      const allowed = isWide ? demand?.offering : demand?.kinds
      const kinds = (model.kinds.get(name) ?? []).filter(
        kind => (!want || kind.shareScope === want.shareScope) && (allowed?.has(kind) ?? true),
      )
      return toDomain(name, pinned ? [pinned] : kinds, !!want, !!(demand ?? pinned))
    })
  }
  return unit => {
    const domains = new Map<string, Domain>()
    const names = unit.pinned
      ? [...unit.pinned.keys()]
      : [...unit.wants.values()].flatMap(want => (want.demand ? [want.package] : []))
    for (const name of names) {
      if (domains.has(name)) continue
      const domain = domainOf(unit, name)
      domains.set(name, domain)
      names.push(...domain.requires)
    }
    return [...domains.values()].sort((a, b) => (a.package < b.package ? -1 : 1))
  }
}

function toDomain(name: string, kinds: readonly Kind[], isDeclared: boolean, isUsed: boolean): Domain {
  const requires = [...new Set(kinds.flatMap(kind => kind.needs.map(need => need.package)))]
  return { package: name, kinds, isDeclared, isUsed, requires }
}

/**
 * Leaves in the domains of linked remotes only what all of them may see: those who surely need the package, and where
 * remotes may be warned or rejected instead, those who are pinned.
 */
function bindLinks(
  units: readonly Unit[],
  domainsOf: (unit: Unit) => readonly Domain[],
  isLenient: boolean,
): ReadonlyMap<Unit, readonly Domain[]> {
  const intern = createInterner<Domain>()
  const domains = new Map(units.map(unit => [unit, domainsOf(unit)]))
  const links = new Set(units.flatMap(unit => unit.links))
  let isStable = links.size === 0
  while (!isStable) {
    isStable = true
    for (const { package: name, units: members } of links) {
      const find = (unit: Unit) => domains.get(unit)?.find(domain => domain.package === name)
      const binding = members.filter(unit => (isLenient ? unit.pinned : true) && find(unit)?.isUsed)
      for (const other of new Set(binding.map(find))) {
        for (const unit of members) {
          const domain = find(unit)
          if (!domain || unit.pinned) continue
          const kinds = domain.kinds.filter(kind => other!.kinds.includes(kind))
          if (kinds.length === domain.kinds.length) continue
          isStable = false
          const bound = intern([domain, ...kinds], () => toDomain(name, kinds, domain.isDeclared, domain.isUsed))
          domains.set(
            unit,
            domains.get(unit)!.map(each => (each === domain ? bound : each)),
          )
        }
      }
    }
  }
  return domains
}

/** The packages of one remote that depend on each other, set by set. */
function dependentSets(domains: readonly Domain[]): readonly (readonly Domain[])[] {
  const sets = new Groups()
  for (const domain of domains) {
    for (const name of domain.requires) {
      const required = domains.find(other => other.package === name)
      if (required) sets.join(domain, required)
    }
  }
  return sets.list(domains)
}

/** A remote that may be warned and rejected: who pays for a warning may take what is out of its range. */
function withPenalties(
  unit: Unit,
  choices: readonly Choice[],
  open: Enumerator['open'],
  weights: Weights,
): readonly Choice[] {
  if (unit.pinned) return choices
  const isInRange = (kind: Kind) => unit.wants.get(kind.package)?.demand?.kinds.has(kind) ?? true
  const warning = open([unit, 'warned'], undefined, weights.warned)
  const rejection = open([unit, 'rejected'], undefined, unit.isHost ? weights.host : weights.rejected)
  const inRange: Choice[] = []
  const warned: Choice[] = []
  for (const choice of choices) {
    const leaves = choice.leaves.map(copies => copies.filter(({ kind }) => isInRange(kind!)))
    const isFine = [...choice.roots.values()].every(isInRange) && leaves.every(copies => copies.length)
    if (isFine) inRange.push({ ...choice, leaves })
    const isWider = choice.leaves.some((copies, i) => copies.length > leaves[i]!.length)
    if (!isFine || isWider) warned.push({ ...choice, facilities: [...choice.facilities, warning] })
  }
  return [...inRange, ...warned, { roots: new Map(), facilities: [rejection], leaves: [], isRejection: true }]
}

/** Sets of things that belong together, found by joining them pair by pair. */
class Groups {
  private readonly parent = new Map<object, object>()

  join(a: object, b: object): void {
    this.parent.set(this.find(a), this.find(b))
  }

  private find(member: object): object {
    let root = member
    for (let next = this.parent.get(root); next && next !== root; next = this.parent.get(root)) root = next
    if (root !== member) this.parent.set(member, root)
    return root
  }

  /** In the order of their first members. */
  list<T extends object>(members: readonly T[]): readonly (readonly T[])[] {
    const groups = new Map<object, T[]>()
    for (const member of members) {
      const group = groups.get(this.find(member))
      if (group) group.push(member)
      else groups.set(this.find(member), [member])
    }
    return [...groups.values()]
  }
}
