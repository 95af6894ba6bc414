import { createGroups } from './groups.js'
import { createInterner, getOrMake } from './intern.js'
import type { Kind, Model, Slot, Unit } from './model.js'
import { type Choice, type Domain, dropSlots, type Part } from './problem.js'
import type { Weights } from './weigh.js'

/** A way to decide some roots, whoever has them. */
interface Option {
  readonly slots: readonly (readonly Slot[])[]
  /** The copies of a leaf that go with it. */
  leafOf(domain: Domain): readonly Slot[]
}

export interface Enumerator {
  /** Whether a unit could be served, if nobody else were there. */
  isServed(unit: Unit): boolean
  listParts(units: Iterable<Unit>): readonly Part[]
  /** What a unit may see of a package. */
  domainOf(unit: Unit, name: string): Domain
  /** All ways to serve whoever has these domains, newest roots first. Empty where there is none. */
  choicesOf(domains: readonly Domain[]): readonly Choice[]
  /** Whether all that there is to choose was listed. */
  isComplete(): boolean
}

/** At most so many ways to decide the roots of one part are looked at: more than any real set of packages has. */
const mostOptions = 3000
/** And at most so many steps are taken to find them, since most may lead nowhere. */
const mostSteps = 50_000

/**
 * Lists all coherent ways to serve a unit, part by part: rules 1 to 5. Whatever is equal for two units is made once.
 *
 * @param isLenient whether a remote may be warned or rejected. Each is a slot of the remote's, which whatever part of it
 * may take: opened once, it serves them all.
 */
export function createEnumerator({ pools }: Model, weights: Weights, isLenient: boolean): Enumerator {
  const internDomain = createInterner<Domain>()
  const internChoices = createInterner<readonly Choice[]>()
  const internOptions = createInterner<readonly Option[]>()
  const internOption = createInterner<Option>()
  const internSlot = createInterner<Slot>()
  const families = groupFamilies(pools)
  let isComplete = true

  const domainOf = ({ pinned, wants, links }: Unit, name: string): Domain => {
    const only = pinned?.get(name)
    const want = wants.get(name)
    const { shareScope, demand } = want ?? {}
    const isWide = isLenient && want && !want.shared.strictVersion && links.has(name)
    const least = isWide ? 1 : 2
    const isSeen = (kind: Kind) =>
      (!want || kind.shareScope === shareScope) && (!demand || demand.grades[kind.index]! >= least)
    const kinds = only ? [only] : pools.get(name)!.kinds.filter(isSeen)
    const isDeclared = !!(only ?? want)
    const isUsed = !!(only ?? demand)
    return internDomain([name, isDeclared, isUsed, ...kinds], () => {
      const requires = [...new Set(kinds.flatMap(kind => kind.needs.map(need => need.package)))]
      return { package: name, kinds, isDeclared, isUsed, requires }
    })
  }

  /** What its own code uses, and all that this may require. */
  const domainsOf = (unit: Unit): Domain[] => {
    const { pinned, wants } = unit
    const found: Domain[] = []
    const names = new Set(pinned?.keys())
    if (!pinned) for (const [name, { demand }] of wants) if (demand) names.add(name)
    for (const name of names) {
      const domain = domainOf(unit, name)
      found.push(domain)
      for (const required of domain.requires) names.add(required)
    }
    return found.sort((a, b) => (a.package < b.package ? -1 : 1))
  }

  const createOption = (roots: readonly Kind[], undeclared: readonly string[]): Option => {
    const copies = new Map<Kind, Slot>()
    const leaves = new Map<Domain, Slot[]>()
    const slotOf = (kind: Kind): Slot => {
      const closure = new Set([kind])
      for (const { needs } of closure) for (const need of needs) closure.add(kindOf(roots, need.package)!)
      return internSlot([...closure], () => createSlot(weights.weighCopy(kind), [...closure]))
    }
    const fit = ({ kinds }: Domain): Slot[] => {
      const fitting: Slot[] = []
      for (const kind of kinds) if (accepts(kind, roots, undeclared)) fitting.push(getOrMake(copies, kind, slotOf))
      return fitting
    }
    return { slots: roots.map(kind => [slotOf(kind)]), leafOf: domain => getOrMake(leaves, domain, fit) }
  }

  const optionsOf = (domains: readonly Domain[]): readonly Option[] =>
    internOptions(domains, () => {
      const options: Option[] = []
      let steps = 0
      const undeclared = domains.flatMap(domain => (domain.isDeclared ? [] : domain.package))
      const extend = (index: number, roots: readonly Kind[]): void => {
        const domain = domains[index]
        if (options.length === mostOptions || ++steps > mostSteps) isComplete = false
        else if (!roots.every(root => accepts(root, roots, undeclared, !!domain))) return
        else if (domain) {
          for (const kind of domain.kinds) extend(index + 1, [...roots, kind])
          if (!domain.isUsed) extend(index + 1, roots)
        } else options.push(internOption([...roots, ...undeclared], () => createOption(roots, undeclared)))
      }
      extend(0, [])
      return options
    })

  const choicesOf = (domains: readonly Domain[]): readonly Choice[] =>
    internChoices(domains, () => {
      const required = new Set(domains.flatMap(({ requires }) => requires))
      const leaves = domains.filter(domain => !required.has(domain.package))
      const choices: Choice[] = []
      for (const option of optionsOf(domains.filter(domain => required.has(domain.package)))) {
        const choice = [...leaves.map(option.leafOf), ...option.slots]
        if (choice.every(copies => copies.length)) choices.push(choice)
      }
      return choices
    })

  const listParts = (unit: Unit): readonly Part[] => {
    const warning = createSlot(weights.warned)
    const rejection = createSlot(unit.isHost ? weights.host : weights.rejected)
    const isInRange = ({ kind }: Slot) => gradeOf(unit, kind!) === 2
    const parts: Part[] = []
    for (const domains of families.list(domainsOf(unit), domain => domain.package)) {
      let choices = choicesOf(domains)
      if (isLenient && !unit.pinned) {
        const odd = choices.map(choice => [...choice, [warning]])
        choices = [...dropSlots({ choices }, isInRange).choices, ...odd, [[rejection]]]
      }
      parts.push({ unit, units: [unit], domains, choices })
    }
    return parts
  }
  const partsByUnit = new Map<Unit, readonly Part[]>()
  const partsOf = (unit: Unit): readonly Part[] => getOrMake(partsByUnit, unit, listParts)
  return {
    // With warnings, the rejection would be all that it can choose.
    isServed: unit => partsOf(unit).every(({ choices }) => choices[Number(isLenient && !unit.pinned)]),
    listParts: units => [...units].flatMap(partsOf),
    domainOf,
    choicesOf,
    isComplete: () => isComplete,
  }
}

/** The packages that depend on each other, in whatever remote. */
export function groupFamilies(pools: Model['pools']) {
  const families = createGroups<string>()
  for (const [name, { kinds }] of pools) {
    for (const { needs } of kinds) for (const need of needs) families.join(name, need.package)
  }
  return families
}

function createSlot(price: number, closure: readonly Kind[] = []): Slot {
  return { index: -1, kind: closure[0], price, limits: [], closure }
}

/** How well a kind meets what a unit's own code asks for. */
export function gradeOf({ wants }: Unit, { package: name, index }: Kind) {
  return wants.get(name)?.demand?.grades[index] ?? 2
}

function kindOf(kinds: readonly Kind[], name: string): Kind | undefined {
  return kinds.find(kind => kind.package === name)
}

/** Whether a kind accepts all that it requires, as far as that is there already where more may come. */
function accepts({ needs }: Kind, roots: readonly Kind[], undeclared: readonly string[], mayMoreCome = false): boolean {
  for (const { package: name, grades, shareScope } of needs) {
    const kind = kindOf(roots, name)
    if (kind ? grades[kind.index] !== 2 : !mayMoreCome) return false
    if (kind && kind.shareScope !== shareScope && undeclared.includes(name)) return false
  }
  return true
}
