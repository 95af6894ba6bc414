import { compareVersions } from '../ranges/compare-versions.js'
import { assignProviders, compareHosts, instancesOf, preferredBytes } from './assign-providers.js'
import { type Assignment, copyKey } from './assignment.js'
import type { Host, Kind, Model } from './model.js'

/** Criteria 3 to 7, for assignments that are equal in what comes before. Negative where `a` is the better one. */
export function compareAssignments(model: Model, a: Assignment, b: Assignment): number {
  const [left, right] = [measure(model, a), measure(model, b)]
  return (
    right.preferred - left.preferred ||
    left.age - right.age ||
    right.own - left.own ||
    walk(model, a, b, (x, y) => compareVersions(y.version, x.version)) ||
    walk(model, a, b, (x, y, index) => {
      const unit = model.units[index]!
      const hostX = left.hostOf(x, a[index]!)
      const hostY = right.hostOf(y, b[index]!)
      return Number(y.isPinned) - Number(x.isPinned) || (hostX === hostY ? 0 : compareHosts(hostX, hostY, unit))
    })
  )
}

function measure({ units }: Model, assignment: Assignment) {
  const instances = instancesOf(units, assignment)
  const hosts = assignProviders(instances.values())
  let [preferred, age, own] = [0, 0, 0]
  for (const host of hosts.values()) preferred += preferredBytes(host)
  for (const { kind, users } of instances.values()) {
    age += kind.age
    for (const user of users) if (user.wants.get(kind.package)?.carries.has(kind.version)) own++
  }
  const hostOf = (kind: Kind, environment: ReadonlyMap<string, Kind>): Host =>
    hosts.get(instances.get(copyKey(kind, environment))!)!
  return { preferred, age, own, hostOf }
}

/** Remotes in order, packages in order; who has a package comes before who has not. */
function walk(
  { units }: Model,
  a: Assignment,
  b: Assignment,
  compare: (a: Kind, b: Kind, index: number) => number,
): number {
  for (const { index } of units) {
    const [left, right] = [a[index], b[index]]
    for (const name of new Set([...(left?.keys() ?? []), ...(right?.keys() ?? [])].sort())) {
      const [x, y] = [left?.get(name), right?.get(name)]
      const order = x && y ? compare(x, y, index) : Number(!!y) - Number(!!x)
      if (order) return order
    }
  }
  return 0
}
