import { FederationError } from '../errors/federation-error.js'
import type { Copy, Requirement, Uses } from '../manifest/manifest.js'
import { compareParsed } from '../ranges/compare-versions.js'
import { parseRange } from '../ranges/parse-range.js'
import { parseVersion, type Version } from '../ranges/parse-version.js'
import { satisfiesRange } from '../ranges/satisfies.js'
import { createInterner } from './intern.js'
import type { Demand, Host, Kind, Model, PackageLink, Unit } from './model.js'
import type { PreviousResolution, Remote, ResolveOptions } from './resolution.js'

type Mutable<T> = { -readonly [K in keyof T]: T[K] extends ReadonlyMap<infer A, infer B> ? Map<A, B> : T[K] }

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
  const kinds = new Map<string, Mutable<Kind>[]>()
  const pins = urlsOf(pinned)
  const preferred = urlsOf(prefer)
  const byUrl = new Map<string, Kind>()
  const demands: Demand[] = []
  const internKind = createInterner<Mutable<Kind>>()
  const internDemand = createInterner<Demand>()

  const readDemand = (name: string, { requiredVersion, uses }: Requirement, shareScope: string) =>
    internDemand(
      [name, shareScope, requiredVersion, ...pathOf(uses, used => (used === '*' ? used : [...used, ',']))],
      () => {
        const demand = {
          package: name,
          requiredVersion,
          uses,
          shareScope,
          offering: new Set<Kind>(),
          kinds: new Set<Kind>(),
        }
        demands.push(demand)
        return demand
      },
    )

  for (const unit of units) {
    const { base, manifest } = unit.remote
    const shared = manifest.shared ?? {}
    for (const name of sortedKeys(shared)) {
      const {
        requiredVersion,
        uses = {},
        shareScope = 'default',
        singleton,
        strictVersion,
        copies = [],
      } = shared[name]!
      unit.wants.set(name, {
        shareScope,
        isSingleton: !!singleton,
        isStrict: !!strictVersion,
        demand: sortedKeys(uses).length ? readDemand(name, { requiredVersion, uses }, shareScope) : undefined,
        versions: copies.map(copy => copy.version),
      })
      if (!(manifest.formats?.includes(format) ?? true)) continue
      for (const copy of copies.length > 1 ? [...copies].sort((a, b) => (a.build < b.build ? -1 : 1)) : copies) {
        const { version, build, size, provides, requires = {} } = copy
        const url = `${base}${format}/shared/${name}@${version}-${build}/`
        const needs = sortedKeys(requires).flatMap(required =>
          required === name ? [] : readDemand(required, requires[required]!, shared[required]?.shareScope ?? 'default'),
        )
        const isPinned = pins.has(url)
        const content = isPinned ? [url] : pathOf(provides, ({ exports }) => (exports ? [...exports, `,${size}`] : '*'))
        const kind = internKind([name, shareScope, version, ...content, ...needs], () => {
          const kind = {
            package: name,
            shareScope,
            version,
            parsed: parseVersion(version),
            needs,
            hosts: [],
            isPinned,
            price: 0,
            age: 0,
            preferences: [],
          }
          kinds.set(name, [...(kinds.get(name) ?? []), kind])
          return kind
        })
        ;(kind.hosts as Host[]).push({ unit, copy, url, isPreferred: preferred.has(url) })
        byUrl.set(url, kind)
      }
    }
  }
  for (const list of kinds.values()) priceKinds(list)
  for (const demand of demands) findKinds(demand, kinds.get(demand.package) ?? [])
  for (const [name, list] of kinds)
    ageKinds(
      list,
      demands.filter(demand => demand.package === name),
    )
  if (pinned) pinUnits(units, pinned, byUrl)
  linkUnits(units)
  return { units, kinds }
}

function readUnits(remotes: readonly Remote[], host: string | undefined): Mutable<Unit>[] {
  const byBase = new Map<string, Mutable<Unit>>()
  const names = new Set<string>()
  const isBefore = (a: string, b: string) => a === host || (b !== host && a < b)
  for (const remote of [...remotes].sort((a, b) => (isBefore(a.name, b.name) ? -1 : 1))) {
    const { name, base } = remote
    if (names.has(name)) {
      throw new FederationError('FED-204', `${name} is there twice. Give each remote one entry.`, { remote: name })
    }
    names.add(name)
    const unit = byBase.get(base)
    if (unit) unit.names = [...unit.names, name].sort()
    else {
      const isHost = name === host
      byBase.set(base, {
        index: byBase.size,
        names: [name],
        remote,
        isHost,
        wants: new Map(),
        links: [],
        pinned: undefined,
      })
    }
  }
  return [...byBase.values()]
}

/** Sorts the kinds of one package, and gives them their prices. */
function priceKinds(kinds: Mutable<Kind>[]): void {
  const firstHost = ({ hosts: [host] }: Kind) => `${String(host!.unit.index).padStart(9)} ${host!.url}`
  kinds.sort((a, b) => compareParsed(b.parsed, a.parsed) || (firstHost(a) < firstHost(b) ? -1 : 1))
  const largest = new Map<string, number>()
  const classOf = ({ shareScope, parsed }: Kind) => `${parsed.release[0]} ${shareScope}`
  const isShaken = ({ provides }: Copy) => Object.values(provides).some(({ exports }) => exports)
  for (const kind of kinds) {
    kind.preferences = kind.hosts.flatMap(({ isPreferred, copy }) => (isPreferred && !kind.isPinned ? copy.size : []))
    ;(kind.preferences as number[]).sort((a, b) => b - a)
    for (const { copy } of kind.hosts) {
      if (!isShaken(copy)) largest.set(classOf(kind), Math.max(largest.get(classOf(kind)) ?? 0, copy.size))
    }
  }
  for (const kind of kinds) {
    const { copy } = kind.hosts[0]!
    const full = largest.get(classOf(kind)) ?? copy.size
    kind.price = kind.isPinned ? 0 : isShaken(copy) ? Math.min(copy.size, full) : full
  }
}

function findKinds({ requiredVersion, uses, offering, kinds }: Demand, all: readonly Kind[]): void {
  const range = requiredVersion !== false && parseRange(requiredVersion)
  for (const kind of all) {
    if (!offers(kind.hosts[0]!.copy, uses)) continue
    ;(offering as Set<Kind>).add(kind)
    if (!range || satisfiesRange(kind.parsed, range)) (kinds as Set<Kind>).add(kind)
  }
}

/** Counts the newer versions. What is in nobody's range is not on offer: an idle remote makes nobody older. */
function ageKinds(kinds: readonly Mutable<Kind>[], demands: readonly Demand[]): void {
  const newest = new Map<string, { readonly parsed: Version; readonly age: number }>()
  for (const kind of kinds) {
    const { shareScope, parsed } = kind
    const newer = newest.get(shareScope)
    kind.age = newer ? newer.age + Number(compareParsed(newer.parsed, parsed) > 0) : 0
    if (demands.some(demand => demand.kinds.has(kind))) newest.set(shareScope, { parsed, age: kind.age })
  }
}

/** Rule 2. */
function offers({ provides }: Copy, uses: Uses): boolean {
  return Object.entries(uses).every(([subpath, used]) => {
    const offered = provides[subpath]
    return offered && (!offered.exports || (used !== '*' && used.every(name => offered.exports!.includes(name))))
  })
}

function pinUnits(
  units: readonly Mutable<Unit>[],
  { environments }: PreviousResolution,
  byUrl: ReadonlyMap<string, Kind>,
) {
  for (const unit of units) {
    const previous = unit.names.flatMap(name => environments.get(name) ?? [])[0]
    if (!previous) continue
    const pinned = new Map<string, Kind>()
    for (const [name, { url }] of previous) {
      const kind = byUrl.get(url)
      if (kind?.package !== name) {
        throw new FederationError(
          'FED-205',
          `${unit.names[0]} is pinned to ${url} for ${name}. Pin to a resolution of this very page, or prefer it.`,
          {
            remote: unit.names[0],
            url,
          },
        )
      }
      pinned.set(name, kind)
    }
    unit.pinned = pinned
    // A pinned copy has its environment already: what it requires is what its users see.
    for (const kind of pinned.values()) {
      ;(kind as Mutable<Kind>).needs = kind.needs.map(need => {
        const only = new Set([byUrl.get(previous.get(need.package)?.url ?? '')!])
        return { ...need, offering: only, kinds: only }
      })
    }
  }
}

/** Rules 6 and 7. */
function linkUnits(units: readonly Unit[]): void {
  const link = (name: string, why: PackageLink['why'], members: readonly Unit[]) => {
    if (members.length < 2) return
    const link = { package: name, why, units: members }
    for (const { links } of members) (links as PackageLink[]).push(link)
  }
  const singletons = new Map<string, Unit[]>()
  const exposes = new Map<string, { unit: Unit; peers: readonly string[] }>()
  for (const unit of units) {
    for (const [name, { isSingleton, shareScope }] of unit.wants) {
      const key = `${name} ${shareScope}`
      if (isSingleton) singletons.set(key, [...(singletons.get(key) ?? []), unit])
    }
    for (const [expose, { peers }] of Object.entries(unit.remote.manifest.exposes ?? {})) {
      if (peers?.length) for (const name of unit.names) exposes.set(name + expose.slice(1), { unit, peers })
    }
  }
  for (const [key, members] of singletons) link(key.split(' ')[0]!, 'singleton', members)
  if (!exposes.size) return
  for (const unit of units) {
    const modules = Object.values(unit.remote.manifest.modules ?? {})
    const imported = modules.flatMap(({ imports = [], dynamic = [] }) => [...imports, ...dynamic])
    const linked = createInterner<void>()
    for (const specifier of imported.sort()) {
      const exposed = exposes.get(specifier)
      if (!exposed || exposed.unit === unit) continue
      for (const name of exposed.peers) linked([exposed.unit, name], () => link(name, 'peers', [unit, exposed.unit]))
    }
  }
}

function urlsOf(previous: PreviousResolution | undefined): ReadonlySet<string> {
  return new Set([...(previous?.environments.values() ?? [])].flatMap(seen => [...seen.values()].map(({ url }) => url)))
}

/** A record as a path for an interner, whatever the order of its keys. */
function pathOf<T>(record: Readonly<Record<string, T>>, read: (value: T) => string | string[]): string[] {
  const path: string[] = []
  for (const key of sortedKeys(record)) {
    const value = read(record[key]!)
    path.push(key)
    if (typeof value === 'string') path.push(value)
    else path.push(...value.sort())
  }
  return path
}

function sortedKeys(record: object): string[] {
  const keys = Object.keys(record)
  return keys.length > 1 ? keys.sort() : keys
}
