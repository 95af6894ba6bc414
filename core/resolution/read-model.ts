import { FederationError } from '../errors/federation-error.js'
import type { Copy, Format, Requirement, SharedPackage } from '../manifest/manifest.js'
import { readVersion } from '../ranges/parse-version.js'
import type { Extras } from './extras.js'
import { gradeKinds } from './grade-kinds.js'
import { createInterner, getOrMake, makeList, makeSet } from './intern.js'
import { isAlike } from './is-alike.js'
import { linkUnits } from './link-units.js'
import { type Demand, type Growing, type Kind, type Model, type Pool, type Unit, urlOf, type Want } from './model.js'
import type { PreviousResolution, Remote, ResolveOptions } from './resolution.js'
import { urlsOf } from './urls-of.js'

/** Reads what a unit declares of a package, and adds the copies that it offers to their kinds. */
export type ReadDeclaration = (unit: Unit, name: string, shared: SharedPackage) => Want

const makePool = (): Growing<Pool> => ({ kinds: [], demands: new Map() })

/**
 * Reads the manifests into a model. What is equal becomes one object, so that a range is parsed and compared once,
 * however many remotes declare it.
 *
 * @param remotes whose versions and ranges are some
 * @throws FED-205 for a pin that no remote has
 */
export function readModel(remotes: readonly Remote[], options: ResolveOptions, extras: Extras = {}): Model {
  const { host, format = 'system', pinned, prefer } = options
  const units = readUnits(remotes, host, format)
  const pools = new Map<string, Growing<Pool>>()
  const pins = new Set(urlsOf(pinned))
  const preferred = new Set(urlsOf(prefer))
  const carriersOf = createInterner<Set<Unit>>()

  const demandOf = (name: string, { requiredVersion, uses }: Requirement, shareScope: string): Demand => {
    const demands = getOrMake(getOrMake(pools, name, makePool).demands, requiredVersion, makeList<Demand>)
    for (const demand of demands) if (demand.shareScope === shareScope && isAlike(demand.uses, uses)) return demand
    const demand = { package: name, requiredVersion, uses, shareScope, grades: [] }
    demands.push(demand)
    return demand
  }

  /** Returns of which kind it is. */
  const addCopy = (unit: Unit, name: string, shareScope: string, copy: Copy): Kind => {
    const { version, size, provides, requires = {} } = copy
    const { shared } = unit.remote.manifest
    const offered = { unit, copy }
    const url = pins.size + preferred.size ? urlOf(offered, name, format) : ''
    const isPinned = pins.has(url)
    const isPreferred = preferred.has(url) && !isPinned
    const needs: Demand[] = []
    for (const required in requires) {
      if (required !== name) needs.push(demandOf(required, requires[required]!, scopeOf(shared[required])))
    }
    needs.sort((a, b) => (a.package < b.package ? -1 : 1))
    const { kinds } = getOrMake(pools, name, makePool)
    const carriers = carriersOf([name, version], makeSet).add(unit)
    const isOfKind = (kind: Kind) => {
      const { copy: other } = kind.copies[0]!
      return (
        kind.version === version &&
        !isPinned &&
        !kind.isPinned &&
        kind.isPreferred === isPreferred &&
        kind.shareScope === shareScope &&
        (other.size === size || !(isPreferred || kind.isShaken)) &&
        isAlike(kind.needs, needs) &&
        isAlike(other.provides, provides, 'file')
      )
    }
    let kind = kinds.find(isOfKind)
    if (!kind) {
      kind = {
        index: 0,
        package: name,
        shareScope,
        version,
        parsed: readVersion(version)!,
        needs,
        carriers,
        copies: [],
        isPinned,
        isPreferred,
        isShaken: Object.values(provides).some(({ exports }) => exports),
        price: 0,
        age: 0,
      }
      kinds.push(kind)
    }
    kind.copies.push(offered)
    return kind
  }

  let read: ReadDeclaration = (unit, name, shared) => {
    const shareScope = scopeOf(shared)
    const demand = isAlike(shared.uses ?? {}, {}) ? undefined : demandOf(name, shared, shareScope)
    const copies = (unit.isLoadable && shared.copies) || []
    return { shared, shareScope, demand, kinds: copies.map(copy => addCopy(unit, name, shareScope, copy)) }
  }
  read = extras.recall?.(read, options) ?? read

  for (const unit of units) {
    const { shared } = unit.remote.manifest
    for (const name in shared) unit.wants.set(name, read(unit, name, shared[name]!))
  }
  for (const pool of pools.values()) gradeKinds(pool)
  if (pinned) for (const unit of units) pinUnit(unit, pinned, pools, format)
  linkUnits(units)
  return { units, pools }
}

/** The host first, then by name. */
function readUnits(remotes: readonly Remote[], host: string | undefined, format: Format): Growing<Unit>[] {
  const byBase = new Map<string, Growing<Unit>>()
  const sorted = [...remotes].sort((a, b) => (a.name === host ? -1 : b.name === host || a.name > b.name ? 1 : -1))
  for (const remote of sorted) {
    const { names } = getOrMake(byBase, remote.base, () => ({
      index: byBase.size,
      names: [],
      remote,
      isHost: remote.name === host,
      isLoadable: remote.manifest.formats?.includes(format) ?? true,
      wants: new Map(),
      links: new Map(),
      pinned: undefined,
    }))
    names.push(remote.name)
    names.sort()
  }
  return [...byBase.values()]
}

function pinUnit(
  unit: Growing<Unit>,
  { environments }: PreviousResolution,
  pools: ReadonlyMap<string, Growing<Pool>>,
  format: Format,
): void {
  const remote = unit.names.find(name => environments.has(name))
  if (remote === undefined) return
  const pinned = new Map<string, Growing<Kind>>()
  for (const [name, { url }] of environments.get(remote)!) {
    // A pinned copy is a kind of its own.
    const kind = pools.get(name)?.kinds.find(({ copies: [first] }) => urlOf(first!, name, format) === url)
    if (!kind) {
      const detail = `${remote} is pinned to ${url} for ${name}. Pin to a resolution of this page, or prefer it.`
      throw new FederationError('FED-205', detail, { remote, url })
    }
    pinned.set(name, kind)
  }
  unit.pinned = pinned
  unit.isLoadable = true
  // A pinned copy has its environment already: what it requires is what its users see.
  for (const kind of pinned.values()) {
    kind.needs = kind.needs.map(need => {
      const only = pinned.get(need.package)
      return { ...need, grades: pools.get(need.package)!.kinds.map(other => (other === only ? 2 : 0)) }
    })
  }
}

export function scopeOf(shared: { readonly shareScope?: string } | undefined): string {
  return shared?.shareScope ?? 'default'
}
