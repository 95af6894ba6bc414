import { compareParsed } from '../ranges/compare-versions.js'
import { assignProviders } from './assign-providers.js'
import { type Assignment, compareOffered, type OfferedCopy, type Unit } from './model.js'

/** Criteria 6 and 7, for assignments that are equal in what comes before. Negative where `a` is the better one. */
export function compareWalks(units: Iterable<Unit>, a: Assignment, b: Assignment): number {
  const [providersA, providersB] = [assignProviders(a), assignProviders(b)]
  let byProvider = 0
  for (const unit of units) {
    const [left, right] = [a.get(unit) ?? [], b.get(unit) ?? []]
    for (let i = 0; left[i] || right[i]; i++) {
      const [x, y] = [left[i], right[i]]
      // Who has a package comes before who has not.
      if (!x || !y || x.kind.package !== y.kind.package) return !y || (x && x.kind.package < y.kind.package) ? -1 : 1
      const byVersion = compareParsed(y.kind.parsed, x.kind.parsed)
      if (byVersion) return byVersion
      const [copyX, copyY] = [providersA.get(x)!, providersB.get(y)!]
      const rank = (isPinned: boolean, copy: OfferedCopy) => (isPinned ? 0 : copy.unit === unit ? 1 : 2)
      byProvider ||= rank(x.kind.isPinned, copyX) - rank(y.kind.isPinned, copyY) || compareOffered(copyX, copyY)
    }
  }
  return byProvider
}
