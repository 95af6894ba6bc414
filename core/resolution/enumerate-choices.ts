import { createInterner } from './intern.js'
import type { CopySlot, Demand, Kind } from './model.js'
import type { Choice, Domain } from './problem.js'
import { type Weights, weighCopy } from './weigh.js'

/** A way to decide some roots, whoever has them. */
interface Option {
  readonly roots: ReadonlyMap<string, Kind>
  readonly slots: readonly CopySlot[]
  /** Roots that are there only for a leaf that requires them. */
  readonly idle: readonly Domain[]
  /** The leaves' copies that go with it, once they were asked for. */
  readonly leaves: Map<Domain, readonly CopySlot[]>
}

export type Enumerator = ReturnType<typeof createEnumerator>

/** At most so many ways to decide the roots of one part are looked at: more than any real set of packages has. */
const mostOptions = 3000

/** Lists all coherent ways to serve a part: rules 1 to 5. Whatever is equal for two remotes is made once. */
export function createEnumerator(weights: Weights) {
  const internOptions = createInterner<readonly Option[]>()
  const internChoices = createInterner<readonly Choice[]>()
  const internSlot = createInterner<CopySlot>()
  let isComplete = true

  const slotOf = (kind: Kind, roots: ReadonlyMap<string, Kind>): CopySlot => {
    const closure = new Set([kind])
    for (const { needs } of closure) for (const need of needs) closure.add(roots.get(need.package)!)
    return internSlot(closure, () => ({ index: 0, kind, price: weighCopy(kind, weights) }))
  }
  const optionsOf = (domains: readonly Domain[]): readonly Option[] =>
    internOptions(domains, () => {
      const options: Option[] = []
      const roots = new Map<string, Kind>()
      const undeclared = new Set(domains.flatMap(domain => (domain.isDeclared ? [] : domain.package)))
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
        } else {
          const required = new Set([...roots.values()].flatMap(kind => kind.needs.map(need => need.package)))
          for (const name of required) if (!roots.has(name)) return
          options.push({
            roots: new Map(roots),
            slots: [...roots.values()].map(kind => slotOf(kind, roots)),
            idle: domains.filter(({ package: name, isUsed }) => !isUsed && roots.has(name) && !required.has(name)),
            leaves: new Map(),
          })
        }
      }
      extend(0)
      return options
    })

  const leavesOf = ({ roots, leaves }: Option, domain: Domain, undeclared: ReadonlySet<string>) => {
    let copies = leaves.get(domain)
    if (!copies) {
      copies = domain.kinds
        .filter(kind => kind.needs.every(need => roots.has(need.package)) && agrees(kind, roots, undeclared))
        .map(kind => slotOf(kind, roots))
      leaves.set(domain, copies)
    }
    return copies
  }

  /** All ways to serve whoever has these domains, newest roots first. Empty where there is none. */
  const choicesOf = (domains: readonly Domain[]): readonly Choice[] =>
    internChoices(domains, () => {
      const required = new Set(domains.flatMap(domain => domain.requires))
      // Those with the fewest kinds first: the bound takes from them first, which leaves most to others.
      const leafDomains = domains
        .filter(domain => !required.has(domain.package))
        .sort((a, b) => a.kinds.length - b.kinds.length)
      const undeclared = new Set(domains.flatMap(domain => (domain.isDeclared ? [] : domain.package)))
      return optionsOf(domains.filter(domain => required.has(domain.package))).flatMap(option => {
        const leaves = leafDomains.map(domain => leavesOf(option, domain, undeclared))
        const isRequired = ({ package: name }: Domain) =>
          leaves.some(copies => copies.some(({ kind }) => kind.needs.some(need => need.package === name)))
        const isWhole = leaves.every(copies => copies.length) && option.idle.every(isRequired)
        return isWhole ? [{ slots: option.slots, leaves }] : []
      })
    })
  return { choicesOf, isComplete: () => isComplete }
}

/** Whether a kind and those chosen before accept each other. */
function agrees(kind: Kind, chosen: ReadonlyMap<string, Kind>, undeclared: ReadonlySet<string>): boolean {
  const accepts = (need: Demand, required: Kind | undefined) =>
    !required ||
    (need.kinds.has(required) && (!undeclared.has(need.package) || need.shareScope === required.shareScope))
  for (const other of chosen.values()) {
    for (const need of other.needs) if (need.package === kind.package && !accepts(need, kind)) return false
  }
  return kind.needs.every(need => accepts(need, chosen.get(need.package)))
}
