import { createEnumerator, type Enumerator } from './enumerate-choices.js'
import { createInterner } from './intern.js'
import type { Kind, Model, PackageLink, Slot, Unit } from './model.js'
import { type Choice, type Domain, filterSame, type Part } from './problem.js'
import { type Weights, weigh } from './weigh.js'

/**
 * Splits what there is to decide into parts, and the parts into groups that have no copy in common and no link: what is
 * best for each group is best for all.
 *
 * @param isLenient whether remotes may be warned and rejected. Then a remote is one part, since it is rejected as a whole.
 */
export function splitProblem(
  model: Model,
  units: ReadonlySet<Unit>,
  { choicesOf }: Enumerator,
  weights: Weights,
  isLenient: boolean,
): readonly (readonly Part[])[] {
  const domainsOf = createDomains(model, units, isLenient)
  const groups = new Groups<object>()
  const parts: Part[] = []
  for (const unit of units) {
    const domains = domainsOf(unit)
    for (const set of isLenient ? [domains] : dependentSets(domains)) {
      let choices = choicesOf(set)
      if (isLenient && !unit.pinned) choices = withPenalties(unit, choices, weights)
      const part = { unit, choices }
      parts.push(part)
      for (const domain of set) {
        groups.join(part, domain)
        for (const kind of domain.kinds) groups.join(kind, domain)
        for (const link of unit.links) if (link.package === domain.package) groups.join(link, part)
      }
    }
  }
  return groups.list(parts)
}

/** Whether no set of copies serves a remote, whoever else is there. */
export function createUnserved(model: Model): (unit: Unit) => boolean {
  const domainsOf = createDomains(model, new Set(), true)
  const { choicesOf } = createEnumerator(weigh(model, true))
  return unit => !unit.pinned && dependentSets(domainsOf(unit)).some(set => !choicesOf(set).length)
}

/** Makes the domains of a unit: of what its own code uses, and of all that this may require. */
function createDomains(model: Model, units: ReadonlySet<Unit>, isLenient: boolean): (unit: Unit) => readonly Domain[] {
  const intern = createInterner<Domain>()
  const internShared = createInterner<ReadonlySet<Kind>>()

  /** What all whom a link binds may see: those who surely need the package, or if they may be warned, who is pinned. */
  const sharedBy = (link: PackageLink) =>
    internShared([link], () => {
      const shared = new Set(model.kinds.get(link.package))
      for (const unit of link.units) {
        const pinned = unit.pinned?.get(link.package)
        const want = unit.wants.get(link.package)
        const allowed = pinned ? new Set([pinned]) : unit.pinned || isLenient ? undefined : want?.demand?.kinds
        if (!allowed || !units.has(unit)) continue
        for (const kind of shared)
          if (!allowed.has(kind) || (want && want.shareScope !== kind.shareScope)) shared.delete(kind)
      }
      return shared
    })

  const domainOf = (unit: Unit, name: string): Domain => {
    const pinned = unit.pinned?.get(name)
    const want = unit.wants.get(name)
    const links = unit.links.filter(link => link.package === name)
    const isWide = isLenient && want && !want.isStrict && (want.isSingleton || links.length > 0)
    const allowed = isWide ? want.demand?.offering : want?.demand?.kinds
    return intern([name, want?.shareScope, allowed, pinned, ...links], () => {
      const kinds = filterSame(
        model.kinds.get(name) ?? [],
        kind =>
          (!want || want.shareScope === kind.shareScope) &&
          (!allowed || allowed.has(kind)) &&
          links.every(link => sharedBy(link).has(kind)),
      )
      const seen = pinned ? [pinned] : kinds
      const requires = [...new Set(seen.flatMap(kind => kind.needs.map(need => need.package)))]
      return { package: name, kinds: seen, isDeclared: !!want, isUsed: !!(allowed ?? pinned), requires }
    })
  }
  return unit => {
    const names = new Set(unit.pinned?.keys() ?? [])
    if (!unit.pinned) for (const [name, { demand }] of unit.wants) if (demand) names.add(name)
    const domains: Domain[] = []
    for (const name of names) {
      const domain = domainOf(unit, name)
      domains.push(domain)
      for (const required of domain.requires) names.add(required)
    }
    return domains.sort((a, b) => (a.package < b.package ? -1 : 1))
  }
}

/** The packages of one remote that depend on each other, set by set. */
function dependentSets(domains: readonly Domain[]): readonly (readonly Domain[])[] {
  const sets = new Groups<Domain>()
  for (const domain of domains) {
    for (const name of domain.requires) sets.join(domains.find(other => other.package === name)!, domain)
  }
  return sets.list(domains)
}

/** A remote that may be warned and rejected: who pays for a warning may take what is out of its range. */
function withPenalties(unit: Unit, choices: readonly Choice[], weights: Weights): readonly Choice[] {
  const isInRange = ({ kind }: { readonly kind: Kind | undefined }) =>
    unit.wants.get(kind!.package)?.demand?.kinds.has(kind!) ?? true
  const warning: Slot = { index: 0, kind: undefined, price: weights.warned }
  const rejected = unit.isHost ? weights.host : weights.rejected
  const rejection: Slot = { index: 0, kind: undefined, price: rejected, isRejection: true }
  const inRange = choices.flatMap(({ slots, leaves }) => {
    const fitting = leaves.map(copies => filterSame(copies, isInRange))
    return slots.every(isInRange) && fitting.every(copies => copies.length) ? [{ slots, leaves: fitting }] : []
  })
  const warned = choices.flatMap(({ slots, leaves }) =>
    slots.every(isInRange) && leaves.every(copies => copies.every(isInRange))
      ? []
      : [{ slots: [...slots, warning], leaves }],
  )
  return [...inRange, ...warned, { slots: [rejection], leaves: [] }]
}

/** Sets of things that belong together, found by joining them pair by pair. */
class Groups<T extends object> {
  private readonly parents = new Map<T, T>()

  join(a: T, b: T): void {
    this.parents.set(this.find(a), this.find(b))
  }

  private find(member: T): T {
    const parent = this.parents.get(member) ?? member
    if (parent === member) return member
    const root = this.find(parent)
    this.parents.set(member, root)
    return root
  }

  /** In the order of their first members. */
  list<M extends T>(members: readonly M[]): readonly (readonly M[])[] {
    const groups = new Map<T, M[]>()
    for (const member of members) {
      const root = this.find(member)
      const group = groups.get(root)
      if (group) group.push(member)
      else groups.set(root, [member])
    }
    return [...groups.values()]
  }
}
