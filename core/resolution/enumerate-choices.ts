import { createInterner } from './intern.js'
import type { Demand, Kind } from './model.js'
import type { Choice, Domain, Facility, Weights } from './problem.js'
import { weighCopy } from './weigh.js'

/** A way to decide some roots, whoever has them. */
interface Option {
  readonly roots: ReadonlyMap<string, Kind>
  readonly facilities: readonly Facility[]
  /** Roots that are there only for a leaf that requires them. */
  readonly idle: readonly string[]
  readonly isDeclared: (name: string) => boolean
  /** The leaves' copies that go with it, once they were asked for. */
  readonly leaves: Map<Domain, readonly Facility[]>
}

export type Enumerator = ReturnType<typeof createEnumerator>

/** At most so many ways to decide the roots of one part are looked at: more than any real set of packages has. */
const mostOptions = 3000

/**
 * Lists all coherent ways to serve a part. Whatever is equal for two remotes is made once.
 */
export function createEnumerator(weights: Weights) {
  const internOptions = createInterner<readonly Option[]>()
  const internChoices = createInterner<readonly Choice[]>()
  const internFacility = createInterner<Facility>()
  let isComplete = true

  /** A copy to open, or with a unit for its path the price of warning or rejecting that. */
  const open = (path: Iterable<unknown>, kind: Kind | undefined, price: number): Facility =>
    internFacility(path, () => ({ index: 0, kind, price }))

  const openCopy = (kind: Kind, roots: ReadonlyMap<string, Kind>): Facility =>
    open(closureOf(kind, roots), kind, weighCopy(kind, weights, 0))

  const optionsOf = (domains: readonly Domain[]): readonly Option[] =>
    internOptions(domains, () => {
      const options: Option[] = []
      const declared = new Map(domains.map(domain => [domain.package, domain.isDeclared]))
      const isDeclared = (name: string) => declared.get(name)!
      const chosen = new Map<string, Kind>()
      const extend = (index: number): void => {
        if (options.length >= mostOptions) {
          isComplete = false
          return
        }
        const domain = domains[index]
        if (!domain) {
          if (!isClosed(chosen)) return
          const roots = new Map(chosen)
          const required = new Set([...roots.values()].flatMap(kind => kind.needs.map(need => need.package)))
          options.push({
            roots,
            facilities: [...roots.values()].map(kind => openCopy(kind, roots)),
            idle: domains
              .filter(({ package: name, isUsed }) => !isUsed && roots.has(name) && !required.has(name))
              .map(domain => domain.package),
            isDeclared,
            leaves: new Map(),
          })
          return
        }
        for (const kind of domain.kinds) {
          if (!agrees(kind, chosen, isDeclared)) continue
          chosen.set(domain.package, kind)
          extend(index + 1)
          chosen.delete(domain.package)
        }
        if (!domain.isUsed) extend(index + 1)
      }
      extend(0)
      return options
    })

  const leavesOf = (option: Option, domain: Domain): readonly Facility[] => {
    let copies = option.leaves.get(domain)
    if (!copies) {
      copies = domain.kinds
        .filter(
          kind =>
            kind.needs.every(need => option.roots.has(need.package)) && agrees(kind, option.roots, option.isDeclared),
        )
        .map(kind => openCopy(kind, option.roots))
      option.leaves.set(domain, copies)
    }
    return copies
  }

  /** All ways to serve whoever has these domains: newest roots first. Empty where there is none. */
  const choicesOf = (domains: readonly Domain[]): readonly Choice[] =>
    internChoices(domains, () => {
      const required = new Set(domains.flatMap(domain => domain.requires))
      const leaves = domains.filter(domain => !required.has(domain.package))
      return optionsOf(domains.filter(domain => required.has(domain.package))).flatMap(option => {
        const copies = leaves.map(domain => leavesOf(option, domain))
        if (copies.some(list => list.length === 0)) return []
        const isNeeded = (name: string) =>
          copies.some(list => list.some(({ kind }) => kind!.needs.some(need => need.package === name)))
        if (!option.idle.every(isNeeded)) return []
        return [{ roots: option.roots, facilities: option.facilities, leaves: copies, isRejection: false }]
      })
    })
  return { open, choicesOf, isComplete: () => isComplete }
}

/** A kind and the kinds of all that it requires, in an order that depends on nothing else. */
export function closureOf(kind: Kind, roots: ReadonlyMap<string, Kind>): ReadonlySet<Kind> {
  const closure = new Set([kind])
  for (const member of closure) for (const need of member.needs) closure.add(roots.get(need.package)!)
  return closure
}

function isClosed(chosen: ReadonlyMap<string, Kind>): boolean {
  for (const kind of chosen.values()) if (!kind.needs.every(need => chosen.has(need.package))) return false
  return true
}

/** Whether a kind and those chosen before accept each other. */
function agrees(kind: Kind, chosen: ReadonlyMap<string, Kind>, isDeclared: (name: string) => boolean): boolean {
  const accepts = (need: Demand, required: Kind | undefined) =>
    !required || (need.kinds.has(required) && (isDeclared(need.package) || need.shareScope === required.shareScope))
  if (!kind.needs.every(need => accepts(need, chosen.get(need.package)))) return false
  for (const other of chosen.values()) {
    for (const need of other.needs) if (need.package === kind.package && !accepts(need, kind)) return false
  }
  return true
}
