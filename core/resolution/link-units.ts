import { getOrMake, makeList } from './intern.js'
import type { Growing, PackageLink, Unit } from './model.js'

interface Members {
  readonly package: string
  readonly why: PackageLink['why']
  readonly units: Set<Growing<Unit>>
}

/** Links the units that must have the same copy of a package: rules 6 and 7. */
export function linkUnits(units: readonly Growing<Unit>[]): void {
  const links = new Map<string, Members>()
  const link = (name: string, why: PackageLink['why'], who: string, ...members: readonly Growing<Unit>[]) => {
    const link = getOrMake(links, `${why} ${name} ${who}`, () => ({ package: name, why, units: new Set() }))
    for (const unit of members) link.units.add(unit)
  }
  const exposes = new Map<string, readonly [Growing<Unit>, readonly string[]]>()
  for (const unit of units) {
    unit.wants.forEach(({ shared, shareScope }, name) => {
      if (shared.singleton) link(name, 'singleton', shareScope, unit)
    })
    for (const [expose, { peers = [] }] of Object.entries(unit.remote.manifest.exposes ?? {})) {
      if (peers.length) for (const name of unit.names) exposes.set(name + expose.slice(1), [unit, peers])
    }
  }
  for (const unit of exposes.size ? units : []) {
    for (const { imports = [], dynamic = [] } of Object.values(unit.remote.manifest.modules ?? {})) {
      for (const specifier of [...imports, ...dynamic]) {
        const [exposer, peers = []] = exposes.get(specifier) ?? []
        for (const name of peers) link(name, 'peers', `${unit.index} ${exposer!.index}`, unit, exposer!)
      }
    }
  }
  for (const [, { package: name, why, units }] of [...links].sort(([a], [b]) => (a < b ? 1 : -1))) {
    if (units.size < 2) continue
    const link = { why, units: [...units] as readonly Unit[] }
    for (const unit of units) getOrMake(unit.links, name, makeList).push(link)
  }
}
