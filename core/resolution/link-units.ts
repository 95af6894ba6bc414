import { getOrMake, makeList } from './intern.js'
import type { Growing, PackageLink, Unit } from './model.js'
import type { Link } from './resolution.js'

/** Links the units that must have the same copy of a package: rules 6 and 7. */
export function linkUnits(units: readonly Growing<Unit>[]): void {
  const links = new Map<string, PackageLink & { readonly units: Set<Unit> }>()
  const link = (name: string, why: Link, who: string, members: readonly Growing<Unit>[]) => {
    const link = getOrMake(links, `${why} ${name} ${who}`, () => ({ most: 1, why, units: new Set<Unit>() }))
    for (const unit of members) {
      if (!link.units.has(unit)) getOrMake(unit.links, name, makeList).push(link)
      link.units.add(unit)
    }
  }
  const exposes = new Map<string, readonly [Growing<Unit>, readonly string[]]>()
  for (const unit of units) {
    for (const [name, { shared, shareScope }] of unit.wants) {
      if (shared.singleton) link(name, 'singleton', shareScope, [unit])
    }
    for (const [expose, { peers = [] }] of Object.entries(unit.remote.manifest.exposes ?? {})) {
      if (peers.length) for (const name of unit.names) exposes.set(name + expose.slice(1), [unit, peers])
    }
  }
  for (const unit of exposes.size ? units : []) {
    for (const { imports = [], dynamic = [] } of Object.values(unit.remote.manifest.modules ?? {})) {
      for (const specifier of [...imports, ...dynamic]) {
        const [exposer, peers = []] = exposes.get(specifier) ?? []
        if (exposer === unit) continue
        for (const name of peers) link(name, 'peers', `${unit.index} ${exposer!.index}`, [unit, exposer!])
      }
    }
  }
}
