import { compareParsed } from '../ranges/compare-versions.js'
import { assignProviders } from './assign-providers.js'
import type { Assignment, CopySlot, Host, Unit } from './model.js'
import { compareHosts } from './read-model.js'

/** Criteria 6 and 7, for assignments that are equal in what comes before. Negative where `a` is the better one. */
export function compareWalks(units: readonly Unit[], a: Assignment, b: Assignment): number {
  const [hostsA, hostsB] = [assignProviders(units, a), assignProviders(units, b)]
  return (
    walk(units, a, b, (x, y) => compareParsed(y.kind.parsed, x.kind.parsed)) ||
    walk(units, a, b, (x, y, unit) => {
      const [left, right] = [hostsA.get(x)!, hostsB.get(y)!]
      const rank = ({ kind }: CopySlot, host: Host) => (kind.isPinned ? 0 : host.unit === unit ? 1 : 2)
      return rank(x, left) - rank(y, right) || compareHosts(left, right)
    })
  )
}

/** Remotes in order, packages in order; who has a package comes before who has not. */
function walk(
  units: readonly Unit[],
  a: Assignment,
  b: Assignment,
  compare: (a: CopySlot, b: CopySlot, unit: Unit) => number,
): number {
  for (const unit of units) {
    const [left, right] = [a[unit.index], b[unit.index]]
    for (const name of [...new Set([...(left?.keys() ?? []), ...(right?.keys() ?? [])])].sort()) {
      const [x, y] = [left?.get(name), right?.get(name)]
      const order = x && y ? compare(x, y, unit) : Number(!x) - Number(!y)
      if (order) return order
    }
  }
  return 0
}
