import { getOrMake, makeSet } from './intern.js'
import type { Demand, Kind, Model } from './model.js'
import type { Weights } from './weigh.js'

/**
 * Drops the kinds that no best assignment contains, since others would do for everybody and cost less.
 *
 * Each kind has a substitute, at first the cheapest of its package that serves every remote as well and requires no other
 * packages. All kinds are replaced at once: react and the react-dom that wants this very version go together, where
 * neither could alone. Two things must hold, or the next substitute is tried, in the end the kind itself:
 * - a substitute accepts the substitutes of all that what it replaces accepts;
 * - it has as many copies as could be needed, one for each set of what it requires.
 * So replaced, an assignment keeps all rules, and has no more copies and a lower cost.
 */
export function dropDominated({ units, pools }: Model, { weighCopy }: Weights): Model {
  const own = new Map<string, Set<Demand>>()
  for (const { wants } of units) {
    for (const [name, { demand }] of wants) if (demand) getOrMake(own, name, makeSet<Demand>).add(demand)
  }

  const canReplace = (other: Kind, kind: Kind): boolean => {
    if (Math.max(0, weighCopy(other)) >= weighCopy(kind) || other.isPinned || kind.isPinned) return false
    if (other.shareScope !== kind.shareScope) return false
    for (const { grades } of own.get(kind.package) ?? []) if (grades[other.index]! < grades[kind.index]!) return false
    return other.needs.every(need => kind.needs.some(known => isSamePackage(known, need)))
  }

  /** For each kind what may replace it, best first, and at last the kind itself. */
  const substitutes = new Map<Kind, Kind[]>()
  for (const { kinds } of pools.values()) {
    const cheapest = [...kinds].sort((a, b) => weighCopy(a) - weighCopy(b))
    for (const kind of kinds) substitutes.set(kind, [...cheapest.filter(other => canReplace(other, kind)), kind])
  }
  const substituteOf = (kind: Kind): Kind => substitutes.get(kind)![0]!
  let isStable = false
  const tryNext = (kind: Kind): void => {
    substitutes.get(kind)!.shift()
    isStable = false
  }

  /** What a kind accepts, but its substitute not when that is replaced too. */
  const findRefused = (kind: Kind): Kind | undefined => {
    for (const need of substituteOf(kind).needs) {
      const { grades } = kind.needs.find(known => isSamePackage(known, need))!
      for (const required of pools.get(need.package)!.kinds) {
        if (grades[required.index] === 2 && need.grades[substituteOf(required).index] !== 2) return required
      }
    }
    return undefined
  }

  while (!isStable) {
    isStable = true
    for (const kind of substitutes.keys()) {
      for (let refused = findRefused(kind); refused; refused = findRefused(kind)) {
        tryNext(substituteOf(refused) === refused ? kind : refused)
      }
    }
    if (!isStable) continue
    const waysOf = countWays(pools, new Set([...substitutes.keys()].map(substituteOf)))
    for (const kind of substitutes.keys()) {
      const substitute = substituteOf(kind)
      if (substitute !== kind && waysOf(substitute) > substitute.copies.length) tryNext(kind)
    }
  }
  const isLeft = (kind: Kind) => substituteOf(kind) === kind
  const left = [...pools].map(([name, pool]) => [name, { ...pool, kinds: pool.kinds.filter(isLeft) }] as const)
  return { units, pools: new Map(left) }
}

/** Counts in how many ways what a kind requires can be chosen among these kinds, or a little more than that. */
function countWays(pools: Model['pools'], among: ReadonlySet<Kind>): (kind: Kind) => number {
  const counted = new Map<Kind, number>()
  const accepted = ({ package: name, grades }: Demand) =>
    pools.get(name)!.kinds.filter(kind => grades[kind.index] === 2 && among.has(kind))

  const waysOf = (kind: Kind): number => {
    const known = counted.get(kind)
    if (known !== undefined) return known
    counted.set(kind, Number.POSITIVE_INFINITY) // What requires itself in the end is not worth counting.
    const left = new Set(kind.needs)
    let ways = 1
    for (const need of kind.needs) {
      // Which react it is shows in the react-dom that requires it.
      left.delete(need)
      const isShown = [...left].some(other =>
        accepted(other).every(({ needs }) => needs.some(required => required.package === need.package)),
      )
      if (isShown) continue
      left.add(need)
      ways *= accepted(need).reduce((sum, required) => sum + waysOf(required), 0)
    }
    counted.set(kind, ways)
    return ways
  }
  return waysOf
}

function isSamePackage(a: Demand, b: Demand): boolean {
  return a.package === b.package && a.shareScope === b.shareScope
}
