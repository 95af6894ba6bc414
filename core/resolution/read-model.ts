import { FederationError } from '../errors/federation-error.js'
import type { Copy, Format, Requirement, Uses } from '../manifest/manifest.js'
import { compareParsed } from '../ranges/compare-versions.js'
import { parseRange } from '../ranges/parse-range.js'
import { parseVersion } from '../ranges/parse-version.js'
import { satisfiesRange } from '../ranges/satisfies.js'
import { createInterner, getOrMake } from './intern.js'
import type { Demand, Grade, Host, Kind, Model, PackageLink, Pool, Unit, Want } from './model.js'
import type { PreviousResolution, Remote, ResolveOptions } from './resolution.js'

type Growing<T> = {
  -readonly [K in keyof T]: T[K] extends ReadonlyMap<infer A, infer B>
    ? Map<A, B extends readonly (infer C)[] ? C[] : B>
    : T[K] extends readonly (infer C)[]
      ? C[]
      : T[K]
}
interface GrowingPool {
  readonly kinds: Growing<Kind>[]
  readonly demands: Map<string | false, Demand[]>
  readonly versions: Map<string, Growing<Kind>[]>
}

/**
 * Reads the manifests into a model. What is equal becomes one object, so that a range is parsed and compared once,
 * however many remotes declare it.
 *
 * @throws FED-201, FED-202 for what is no version or range, FED-204 for two remotes of one name, FED-205 for a pin that
 * no remote has
 */
export function readModel(
  remotes: readonly Remote[],
  { host, format = 'system', pinned, prefer }: ResolveOptions,
): Model {
  const units = readUnits(remotes, host)
  const pools = new Map<string, GrowingPool>()
  const pins = urlsOf(pinned)
  const preferred = urlsOf(prefer)
  const byUrl = new Map<string, Kind>()
  const areUrlsKnown = pins.size + preferred.size > 0

  const poolOf = (name: string) => getOrMake(pools, name, makePool)

  const demandOf = (name: string, { requiredVersion, uses }: Requirement, shareScope: string): Demand => {
    const demands = getOrMake(poolOf(name).demands, requiredVersion, makeList<Demand>)
    for (const demand of demands) {
      if (demand.shareScope === shareScope && isAlike(demand.uses, uses, isSameUse)) return demand
    }
    const demand = { package: name, requiredVersion, uses, shareScope, grades: [] }
    demands.push(demand)
    return demand
  }

  const addCopy = (unit: Unit, name: string, shareScope: string, pool: GrowingPool, copy: Copy) => {
    const host = { unit, copy }
    const url = areUrlsKnown ? urlOf(host, name, format) : ''
    const isPinned = pins.has(url)
    const isPreferred = preferred.has(url) && !isPinned
    const { version, requires = {} } = copy
    const { shared } = unit.remote.manifest
    const scopeOf = (required: string) => shared[required]?.shareScope ?? 'default'
    const kinds = getOrMake(pool.versions, version, makeList<Growing<Kind>>)
    for (const kind of kinds) {
      if (kind.shareScope !== shareScope || kind.isPinned || isPinned || kind.isPreferred !== isPreferred) continue
      if (!isSameKind(kind.hosts[0]!.copy, copy, isPreferred)) continue
      if (kind.needs.every(need => need.shareScope === scopeOf(need.package))) return kind.hosts.push(host)
    }
    const needs = Object.keys(requires)
      .filter(required => required !== name)
      .sort()
      .map(required => demandOf(required, requires[required]!, scopeOf(required)))
    const kind = {
      index: 0,
      package: name,
      shareScope,
      version,
      parsed: kinds[0]?.parsed ?? parseVersion(version),
      needs,
      causes: needs.map(({ requiredVersion }) => ({ kind: 'required-by', package: name, version, requiredVersion }) as const),
      hosts: [host],
      isPinned,
      isPreferred,
      price: 0,
      age: 0,
    }
    kinds.push(kind)
    if (isPinned) byUrl.set(url, kind)
    return pool.kinds.push(kind)
  }

  for (const unit of units) {
    const { shared = {}, formats = [format] } = unit.remote.manifest
    const canLoad = formats.includes(format)
    for (const name in shared) {
      const declared = shared[name]!
      const { uses = {}, shareScope = 'default', copies = [] } = declared
      unit.wants.set(name, { shared: declared, demand: isEmpty(uses) ? undefined : demandOf(name, declared, shareScope) })
      if (!canLoad) continue
      const pool = poolOf(name)
      const sorted = copies.length > 1 ? [...copies].sort((a, b) => (a.build < b.build ? -1 : 1)) : copies
      for (const copy of sorted) addCopy(unit, name, shareScope, pool, copy)
    }
  }
  for (const pool of pools.values()) gradeKinds(pool)
  if (pinned) pinUnits(units, pinned, byUrl, pools)
  linkUnits(units)
  return { units, pools }
}

function readUnits(remotes: readonly Remote[], host: string | undefined): Growing<Unit>[] {
  const byBase = new Map<string, Growing<Unit>>()
  let last: Remote | undefined
  const rank = ({ name }: Remote) => Number(name !== host)
  for (const remote of [...remotes].sort((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1))) {
    const { name, base } = remote
    if (name === last?.name) {
      throw new FederationError('FED-204', `${name} is there twice. Give each remote one entry.`, { remote: name })
    }
    last = remote
    const isHost = name === host
    const unit = getOrMake(byBase, base, () => ({
      index: byBase.size,
      names: [],
      remote,
      isHost,
      wants: new Map<string, Want>(),
      links: new Map(),
      pinned: undefined,
    }))
    unit.names.push(name)
    unit.names.sort()
  }
  return [...byBase.values()]
}

/** Sorts the kinds of one package, prices them, and says how well they meet each demand. */
function gradeKinds({ kinds, demands }: GrowingPool): void {
  const largest = new Map<string, number>()
  const classOf = ({ shareScope, parsed }: Kind) => `${parsed.release[0]} ${shareScope}`
  kinds.sort((a, b) => compareParsed(b.parsed, a.parsed) || compareHosts(a.hosts[0]!, b.hosts[0]!))
  for (const [index, kind] of kinds.entries()) {
    kind.index = index
    if (isShaken(kind.hosts[0]!.copy)) continue
    let size = largest.get(classOf(kind)) ?? 0
    for (const { copy } of kind.hosts) size = Math.max(size, copy.size)
    largest.set(classOf(kind), size)
  }
  const wanted = new Set<Kind>()
  for (const [requiredVersion, alike] of demands) {
    const range = requiredVersion !== false && parseRange(requiredVersion)
    let last: Kind | undefined
    let isInRange = true
    for (const kind of kinds) {
      if (range && kind.parsed !== last?.parsed) isInRange = satisfiesRange(kind.parsed, range)
      last = kind
      for (const { uses, grades } of alike) {
        const grade = !offers(kind.hosts[0]!.copy, uses) ? 0 : isInRange ? 2 : 1
        ;(grades as Grade[]).push(grade)
        if (grade === 2) wanted.add(kind)
      }
    }
  }
  // What is in nobody's range is not on offer, and makes nobody older.
  const newest = new Map<string, Kind>()
  for (const kind of kinds) {
    const { copy } = kind.hosts[0]!
    const full = largest.get(classOf(kind)) ?? copy.size
    kind.price = kind.isPinned ? 0 : isShaken(copy) ? Math.min(copy.size, full) : full
    const newer = newest.get(kind.shareScope)
    if (newer) kind.age = newer.age + Number(newer.version !== kind.version && compareParsed(newer.parsed, kind.parsed) > 0)
    if (wanted.has(kind)) newest.set(kind.shareScope, kind)
  }
}

function pinUnits(
  units: readonly Growing<Unit>[],
  { environments }: PreviousResolution,
  byUrl: ReadonlyMap<string, Kind>,
  pools: ReadonlyMap<string, Pool>,
): void {
  for (const unit of units) {
    const [previous] = unit.names.flatMap(name => environments.get(name) ?? [])
    if (!previous) continue
    const [remote] = unit.names
    unit.pinned = new Map(
      [...previous].map(([name, { url }]) => {
        const kind = byUrl.get(url)
        if (kind?.package === name) return [name, kind]
        const detail = `${remote} is pinned to ${url} for ${name}. Pin to a resolution of this very page, or prefer it.`
        throw new FederationError('FED-205', detail, { remote, url })
      }),
    )
    // A pinned copy has its environment already: what it requires is what its users see.
    for (const kind of unit.pinned.values() as Iterable<Growing<Kind>>) {
      kind.needs = kind.needs.map(need => {
        const only = unit.pinned!.get(need.package)
        return { ...need, grades: pools.get(need.package)!.kinds.map(other => (other === only ? 2 : 0)) }
      })
    }
  }
}

/** Rules 6 and 7. */
function linkUnits(units: readonly Growing<Unit>[]): void {
  const link = (name: string, why: PackageLink['why'], members: readonly Growing<Unit>[]) => {
    if (members.length < 2) return
    const link = { why, units: members as readonly Unit[] }
    for (const { links } of members) getOrMake(links, name, () => []).push(link)
  }
  const singletons = createInterner<Growing<Unit>[]>()
  const exposes = new Map<string, { unit: Growing<Unit>; peers: readonly string[] }>()
  const sets = new Map<Growing<Unit>[], string>()
  for (const unit of units) {
    for (const [name, { shared }] of unit.wants) {
      if (!shared.singleton) continue
      const members = singletons([name, shared.shareScope ?? 'default'], () => [])
      members.push(unit)
      sets.set(members, name)
    }
    for (const [expose, { peers }] of Object.entries(unit.remote.manifest.exposes ?? {})) {
      if (peers?.length) for (const name of unit.names) exposes.set(name + expose.slice(1), { unit, peers })
    }
  }
  for (const [members, name] of sets) link(name, 'singleton', members)
  if (!exposes.size) return
  for (const unit of units) {
    const linked = createInterner<true>()
    const modules = Object.values(unit.remote.manifest.modules ?? {})
    for (const specifier of modules.flatMap(({ imports = [], dynamic = [] }) => [...imports, ...dynamic]).sort()) {
      const exposed = exposes.get(specifier)
      if (!exposed || exposed.unit === unit) continue
      for (const name of exposed.peers) {
        linked([exposed.unit, name], () => {
          link(name, 'peers', [unit, exposed.unit])
          return true
        })
      }
    }
  }
}

/** The folder of a copy, which is its identity. */
export function urlOf({ unit, copy }: Host, name: string, format: Format): string {
  return `${unit.remote.base}${format}/shared/${name}@${copy.version}-${copy.build}/`
}

/** The host's first, then by name. */
export function compareHosts(a: Host, b: Host): number {
  return a.unit.index - b.unit.index || (a.copy.build < b.copy.build ? -1 : Number(a.copy.build > b.copy.build))
}

function urlsOf(previous: PreviousResolution | undefined): ReadonlySet<string> {
  return new Set([...(previous?.environments.values() ?? [])].flatMap(seen => [...seen.values()].map(({ url }) => url)))
}

const makePool = (): GrowingPool => ({ kinds: [], demands: new Map(), versions: new Map() })
const makeList = <T>(): T[] => []

function isEmpty(record: object): boolean {
  for (const _ in record) return false
  return true
}

/** Whether two copies of one version differ in nothing but their build, and in their size only where that does not matter. */
function isSameKind(a: Copy, b: Copy, isPreferred: boolean): boolean {
  return (
    isAlike(a.provides, b.provides, isSameOffer) &&
    isAlike(a.requires ?? {}, b.requires ?? {}, isSameRequirement) &&
    (a.size === b.size || !(isPreferred || isShaken(a)))
  )
}

/** Rule 2. */
function offers({ provides }: Copy, uses: Uses): boolean {
  for (const subpath in uses) {
    const offered = provides[subpath]
    const used = uses[subpath]!
    if (!offered) return false
    if (offered.exports && (used === '*' || !used.every(name => offered.exports!.includes(name)))) return false
  }
  return true
}

function isShaken({ provides }: Copy): boolean {
  for (const subpath in provides) if (provides[subpath]!.exports) return true
  return false
}

/** Whether two records have the same keys, with values that are the same. */
function isAlike<T>(
  a: Readonly<Record<string, T>>,
  b: Readonly<Record<string, T>>,
  isSame: (a: T, b: T) => boolean,
): boolean {
  let difference = 0
  for (const key in a) {
    if (!Object.hasOwn(b, key) || !isSame(a[key]!, b[key]!)) return false
    difference++
  }
  for (const _ in b) difference--
  return difference === 0
}

const isSameUse = (a: Uses[string], b: Uses[string]) => a === b || String(a) === String(b)
const isSameOffer = ({ exports: a }: Copy['provides'][string], { exports: b }: Copy['provides'][string]) =>
  a === b || (!!a && !!b && String(a) === String(b))
const isSameRequirement = (a: Requirement, b: Requirement) =>
  a.requiredVersion === b.requiredVersion && isAlike(a.uses, b.uses, isSameUse)
