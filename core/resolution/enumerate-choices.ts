import { Groups } from './groups.js'
import { createInterner, getOrMake } from './intern.js'
import type { CopySlot, Demand, Kind, Model, Slot, Unit, Want } from './model.js'
import { type Choice, type Domain, filterSlots, type Part } from './problem.js'
import { type Weights, weighCopy } from './weigh.js'

/** A way to decide some roots, whoever has them. */
interface Option {
  readonly roots: ReadonlyMap<string, Kind>
  readonly slots: readonly (readonly CopySlot[])[]
  /** The copies that go with it: of each package by the kind's index, and of each leaf's domain. */
  readonly copies: Map<string, readonly (CopySlot | undefined)[]>
  readonly leaves: Map<Domain, readonly CopySlot[]>
}

/** At most so many ways to decide the roots of one part are looked at: more than any real set of packages has. */
const mostOptions = 3000

export type Enumerator = ReturnType<typeof createEnumerator>

/**
 * Lists all coherent ways to serve a unit, part by part: rules 1 to 5. Whatever is equal for two units is made once.
 *
 * @param isLenient whether a remote may be warned or rejected. Each is a slot of the remote's, which whatever part of it
 * may take: opened once, it serves them all.
 */
export function createEnumerator({ pools }: Model, weights: Weights, isLenient: boolean) {
  const internDomain = createInterner<Domain>()
  const internChoices = createInterner<readonly Choice[]>()
  const internOptions = createInterner<readonly Option[]>()
  const internOption = createInterner<Option>()
  const internSlot = createInterner<CopySlot>()
  const families = new Groups<string>()
  let isComplete = true

  for (const [name, { kinds }] of pools) {
    for (const { needs } of kinds) for (const need of needs) families.join(name, need.package)
  }

  const domainOf = (unit: Unit, name: string): Domain => {
    const pinned = unit.pinned?.get(name)
    const want = unit.wants.get(name)
    const demand = want?.demand
    const shareScope = want && (want.shared.shareScope ?? 'default')
    const least = demand ? (isLenient && isWide(unit, name, want) ? 1 : 2) : 0
    return internDomain([name, pinned ?? demand ?? shareScope, least], () => {
      const kinds = pinned
        ? [pinned]
        : pools
            .get(name)!
            .kinds.filter(
              kind => (!want || kind.shareScope === shareScope) && (!demand || demand.grades[kind.index]! >= least),
            )
      return {
        package: name,
        kinds,
        isDeclared: !!(pinned ?? want),
        isUsed: !!(pinned ?? demand),
        requires: [...new Set(kinds.flatMap(kind => kind.needs.map(need => need.package)))],
      }
    })
  }

  /** What its own code uses, and all that this may require. */
  const domainsOf = (unit: Unit): Domain[] => {
    const domains: Domain[] = []
    const names = new Set(unit.pinned?.keys())
    if (!unit.pinned) for (const [name, { demand }] of unit.wants) if (demand) names.add(name)
    for (const name of names) {
      const domain = domainOf(unit, name)
      domains.push(domain)
      for (const required of domain.requires) names.add(required)
    }
    return domains.sort((a, b) => (a.package < b.package ? -1 : 1))
  }

  const slotOf = (kind: Kind, roots: ReadonlyMap<string, Kind>): CopySlot => {
    const closure = [kind]
    for (const { needs } of closure) {
      for (const need of needs) {
        const required = roots.get(need.package)!
        if (!closure.includes(required)) closure.push(required)
      }
    }
    return internSlot(closure, () => ({ index: 0, kind, price: weighCopy(kind, weights) }))
  }

  const optionsOf = (domains: readonly Domain[]): readonly Option[] =>
    internOptions(domains, () => {
      const options: Option[] = []
      const roots = new Map<string, Kind>()
      const undeclared = domains.flatMap(domain => (domain.isDeclared ? [] : domain.package))
      const extend = (index: number): void => {
        const domain = domains[index]
        if (options.length === mostOptions) isComplete = false
        else if (domain) {
          for (const kind of domain.kinds) {
            if (!agrees(kind, roots, undeclared)) continue
            roots.set(domain.package, kind)
            extend(index + 1)
            roots.delete(domain.package)
          }
          if (!domain.isUsed) extend(index + 1)
        } else if ([...roots.values()].every(kind => kind.needs.every(need => roots.has(need.package)))) {
          options.push(
            internOption([...roots.values(), ...undeclared], () => ({
              roots: new Map(roots),
              slots: [...roots.values()].map(kind => [slotOf(kind, roots)]),
              copies: new Map(),
              leaves: new Map(),
            })),
          )
        }
      }
      extend(0)
      return options
    })

  /** The copies of a leaf that go with the roots. */
  const leafOf = ({ roots, copies, leaves }: Option, domain: Domain, undeclared: readonly string[]) =>
    getOrMake(leaves, domain, () => {
      const { package: name, kinds } = domain
      const fitting = getOrMake(copies, name, () =>
        pools.get(name)!.kinds.map(kind => {
          const fits = kind.needs.every(need => accepts(need, roots.get(need.package), undeclared))
          return fits ? slotOf(kind, roots) : undefined
        }),
      )
      const slots: CopySlot[] = []
      for (const { index } of kinds) {
        const slot = fitting[index]
        if (slot) slots.push(slot)
      }
      return slots
    })

  /** All ways to serve whoever has these domains, newest roots first. Empty where there is none. */
  const choicesOf = (domains: readonly Domain[]): readonly Choice[] =>
    internChoices(domains, () => {
      const required = new Set(domains.flatMap(domain => domain.requires))
      const roots = domains.filter(domain => required.has(domain.package))
      const undeclared = roots.flatMap(domain => (domain.isDeclared ? [] : domain.package))
      // Those with the fewest kinds first: the bound takes from them first, which leaves most to others.
      const leaves = domains
        .filter(domain => !required.has(domain.package))
        .sort((a, b) => a.kinds.length - b.kinds.length)
      const choices: Choice[] = []
      for (const option of optionsOf(roots)) {
        const choice: (readonly Slot[])[] = leaves.map(domain => leafOf(option, domain, undeclared))
        if (choice.every(list => list.length)) choices.push([...choice, ...option.slots])
      }
      return choices
    })

  const partsOf = (unit: Unit): readonly Part[] => {
    const warning: Slot = { index: 0, kind: undefined, price: weights.warned }
    const rejection: Slot = { index: 0, kind: undefined, price: unit.isHost ? weights.host : weights.rejected }
    const isInRange = ({ kind }: Slot) => (unit.wants.get(kind!.package)?.demand?.grades[kind!.index] ?? 2) === 2
    const withPenalties = (choices: readonly Choice[]): readonly Choice[] => [
      ...filterSlots(choices, isInRange),
      ...choices.filter(lists => !lists.flat().every(isInRange)).map(lists => [...lists, [warning]]),
      [[rejection]],
    ]
    return [...families.list(domainsOf(unit), domain => domain.package)].map(domains => {
      const choices = choicesOf(domains)
      return { unit, domains, choices: isLenient && !unit.pinned ? withPenalties(choices) : choices }
    })
  }
  return { partsOf, isComplete: () => isComplete }
}

/** Whether a unit may be warned about a package: a singleton, or what crosses, that is not strict. */
function isWide({ links }: Unit, name: string, { shared }: Want): boolean {
  return !shared.strictVersion && (shared.singleton || links.has(name))
}

function accepts(
  { package: name, grades, shareScope }: Demand,
  kind: Kind | undefined,
  undeclared: readonly string[],
): boolean {
  return !!kind && grades[kind.index] === 2 && (shareScope === kind.shareScope || !undeclared.includes(name))
}

/** Whether a kind and those chosen before accept each other. */
function agrees(kind: Kind, chosen: ReadonlyMap<string, Kind>, undeclared: readonly string[]): boolean {
  for (const other of chosen.values()) {
    for (const need of other.needs) if (need.package === kind.package && !accepts(need, kind, undeclared)) return false
  }
  return kind.needs.every(need => !chosen.has(need.package) || accepts(need, chosen.get(need.package), undeclared))
}
