import { FederationError } from '../errors/federation-error.js'
import type { Copy, Format, Requirement, Uses } from '../manifest/manifest.js'
import { compareVersions } from '../ranges/compare-versions.js'
import { satisfies } from '../ranges/satisfies.js'
import type { Demand, Host, Kind, Model, PackageLink, Unit, Want } from './model.js'
import type { PreviousResolution, Remote, ResolveOptions } from './resolution.js'

type Mutable<T> = { -readonly [K in keyof T]: T[K] }
type Trie = Map<unknown, Trie>

/**
 * Reads the manifests into a model. Everything that is equal becomes one object here, found through nested maps on the
 * raw strings, so that a range is parsed and compared once however many remotes declare it.
 *
 * @throws FED-202 for a range that is none, FED-204 for two remotes of one name, FED-205 for a pin that no remote has
 */
export function readModel(remotes: readonly Remote[], options: ResolveOptions): Model {
  const { host, format = 'system', pinned, prefer } = options
  const preferred = urlsOf(prefer)
  const pins = urlsOf(pinned)
  const units = readUnits(remotes, host, format)
  const kinds = new Map<string, Mutable<Kind>[]>()
  const roots = { uses: new Map() as Trie, kinds: new Map() as Trie, demands: new Map() as Trie }
  const demands = new Map<Trie, Demand>()
  const kindOf = new Map<Trie, Kind>()
  const byUrl = new Map<string, Kind>()

  const readDemand = (name: string, { requiredVersion, uses }: Requirement, shareScope: string): Demand => {
    const usesKey = internUses(roots.uses, uses)
    const key = step(step(step(step(roots.demands, name), shareScope), requiredVersion), usesKey)
    let demand = demands.get(key)
    if (!demand) {
      demand = { package: name, requiredVersion, uses, shareScope, kinds: new Set(), offering: new Set() }
      demands.set(key, demand)
    }
    return demand
  }

  for (const unit of units) {
    const { base, manifest } = unit.remote
    const shared = manifest.shared ?? {}
    for (const name of sortedKeys(shared)) {
      const declared = shared[name]!
      const { requiredVersion, uses = {}, shareScope = 'default', singleton = false, strictVersion = false } = declared
      const copies = declared.copies ?? []
      ;(unit.wants as Map<string, Want>).set(name, {
        package: name,
        shareScope,
        demand: Object.keys(uses).length ? readDemand(name, { requiredVersion, uses }, shareScope) : undefined,
        isExempt: !strictVersion,
        isSingleton: singleton,
        carries: new Set(copies.map(copy => copy.version)),
      })
      if (!unit.hasFormat) continue
      for (const copy of copies) {
        const url = `${base}${format}/shared/${name}@${copy.version}-${copy.build}/`
        const needs = sortedKeys(copy.requires ?? {})
          .filter(required => required !== name)
          .map(required => readDemand(required, copy.requires[required]!, shared[required]?.shareScope ?? 'default'))
        const isPinned = pins.has(url)
        let key = step(step(step(roots.kinds, name), shareScope), copy.version)
        key = step(key, isPinned ? url : internProvides(roots.uses, copy))
        for (const need of needs) key = step(key, need)
        let kind = kindOf.get(key)
        if (!kind) {
          kind = {
            id: 0,
            package: name,
            shareScope,
            version: copy.version,
            copy,
            price: 0,
            age: 0,
            needs,
            hosts: [],
            preferences: [],
            isPinned,
          }
          kindOf.set(key, kind)
          kinds.set(name, [...(kinds.get(name) ?? []), kind])
        }
        byUrl.set(url, kind)
        ;(kind.hosts as Host[]).push({ unit, copy, url, isPreferred: preferred.has(url) })
      }
    }
  }

  for (const list of kinds.values()) priceKinds(list)
  let id = 0
  for (const name of [...kinds.keys()].sort()) for (const kind of kinds.get(name)!) kind.id = id++
  for (const demand of demands.values()) {
    for (const kind of kinds.get(demand.package) ?? []) {
      if (!offersUses(kind.copy, demand.uses)) continue
      ;(demand.offering as Set<Kind>).add(kind)
      if (demand.requiredVersion === false || satisfies(kind.version, demand.requiredVersion)) {
        ;(demand.kinds as Set<Kind>).add(kind)
      }
    }
  }
  if (pinned) pinUnits(units, pinned, byUrl)
  linkUnits(units)
  return { format, units, kinds }
}

function readUnits(remotes: readonly Remote[], host: string | undefined, format: Format): Mutable<Unit>[] {
  const byBase = new Map<string, Remote[]>()
  const names = new Set<string>()
  for (const remote of remotes) {
    const { name, base } = remote
    if (names.has(name)) {
      throw new FederationError('FED-204', `${name} is there twice. Give each remote one entry.`, { remote: name })
    }
    names.add(name)
    byBase.set(base, [...(byBase.get(base) ?? []), remote])
  }
  const isHost = (group: readonly Remote[]) => group.some(remote => remote.name === host)
  return [...byBase.values()]
    .map(group => group.sort((a, b) => (a.name < b.name ? -1 : 1)))
    .sort((a, b) => Number(isHost(b)) - Number(isHost(a)) || (a[0]!.name < b[0]!.name ? -1 : 1))
    .map((group, index) => ({
      index,
      names: group.map(remote => remote.name),
      remote: group[0]!,
      isHost: isHost(group),
      wants: new Map(),
      links: [],
      pinned: undefined,
      hasFormat: group[0]!.manifest.formats?.includes(format) ?? true,
    }))
}

/** Prices and ages, and the newest first. Content decides between kinds of one version, so that no input order does. */
function priceKinds(kinds: Mutable<Kind>[]): void {
  kinds.sort((a, b) => compareVersions(b.version, a.version) || (contentOf(a) < contentOf(b) ? -1 : 1))
  const full = new Map<string, number>()
  const classOf = (kind: Kind) => JSON.stringify([kind.shareScope, majorOf(kind.version)])
  for (const kind of kinds) {
    if (isShaken(kind.copy)) continue
    const largest = Math.max(...kind.hosts.map(host => host.copy.size))
    full.set(classOf(kind), Math.max(full.get(classOf(kind)) ?? 0, largest))
  }
  const versions = new Map<string, string[]>()
  for (const kind of kinds) {
    const newer = versions.get(kind.shareScope) ?? []
    if (newer.length === 0 || compareVersions(newer.at(-1)!, kind.version) !== 0) newer.push(kind.version)
    versions.set(kind.shareScope, newer)
    kind.age = newer.length - 1
    if (!kind.isPinned) {
      kind.preferences = kind.hosts.flatMap(host => (host.isPreferred ? [host.copy.size] : [])).sort((a, b) => b - a)
    }
    const price = full.get(classOf(kind)) ?? Infinity
    kind.price = kind.isPinned ? 0 : isShaken(kind.copy) ? Math.min(kind.copy.size, price) : price
  }
}

function contentOf({ shareScope, version, copy, needs, hosts }: Kind): string {
  const provides = sortedKeys(copy.provides).map(subpath => [
    subpath,
    [...(copy.provides[subpath]!.exports ?? ['*'])].sort(),
  ])
  return JSON.stringify([
    shareScope,
    version,
    provides,
    needs.map(need => [
      need.package,
      need.requiredVersion,
      need.shareScope,
      sortedKeys(need.uses).map(s => [s, need.uses[s]]),
    ]),
    hosts[0]!.unit.index,
  ])
}

function pinUnits(
  units: readonly Mutable<Unit>[],
  { environments }: PreviousResolution,
  byUrl: ReadonlyMap<string, Kind>,
) {
  for (const unit of units) {
    const environment = unit.names.flatMap(name => environments.get(name) ?? [])[0]
    if (!environment) continue
    const pinned = new Map<string, Kind>()
    for (const name of [...environment.keys()].sort()) {
      const { url } = environment.get(name)!
      const kind = byUrl.get(url)
      if (kind?.package !== name) {
        throw new FederationError(
          'FED-205',
          `${unit.names[0]} is pinned to ${url} for ${name}, which no remote of this page offers. Resolve without pins, or with the resolution of this very page.`,
          { remote: unit.names[0], specifier: name, url },
        )
      }
      pinned.set(name, kind)
    }
    unit.pinned = pinned
  }
  // A pinned copy has its environment already: what it requires is what its users see.
  for (const { pinned } of units) {
    for (const kind of pinned?.values() ?? []) {
      ;(kind as Mutable<Kind>).needs = kind.needs.map(need => {
        const only = new Set([pinned!.get(need.package)!])
        return { ...need, kinds: only, offering: only }
      })
    }
  }
}

function linkUnits(units: readonly Unit[]): void {
  const link = (name: string, why: PackageLink['why'], members: readonly Unit[]) => {
    if (members.length < 2) return
    const link = { package: name, why, units: members }
    for (const unit of members) (unit.links as PackageLink[]).push(link)
  }
  const singletons: Trie = new Map()
  const members = new Map<Trie, { name: string; units: Unit[] }>()
  for (const unit of units) {
    for (const want of unit.wants.values()) {
      if (!want.isSingleton) continue
      const key = step(step(singletons, want.package), want.shareScope)
      const group = members.get(key) ?? { name: want.package, units: [] }
      group.units.push(unit)
      members.set(key, group)
    }
  }
  for (const { name, units } of members.values()) link(name, 'singleton', units)

  const exposes = new Map<string, { unit: Unit; peers: readonly string[] }>()
  for (const unit of units) {
    for (const [expose, { peers = [] }] of Object.entries(unit.remote.manifest.exposes ?? {})) {
      if (peers.length) for (const name of unit.names) exposes.set(name + expose.slice(1), { unit, peers })
    }
  }
  if (!exposes.size) return
  for (const unit of units) {
    const linked = new Map<Unit, Set<string>>()
    for (const { imports = [], dynamic = [] } of Object.values(unit.remote.manifest.modules ?? {})) {
      for (const specifier of [...imports, ...dynamic]) {
        const expose = exposes.get(specifier)
        if (!expose || expose.unit === unit) continue
        const packages = linked.get(expose.unit) ?? new Set()
        for (const name of expose.peers) packages.add(name)
        linked.set(expose.unit, packages)
      }
    }
    for (const [other, packages] of linked) for (const name of packages) link(name, 'peers', [unit, other])
  }
}

function urlsOf(previous: PreviousResolution | undefined): ReadonlySet<string> {
  const urls = new Set<string>()
  for (const environment of previous?.environments.values() ?? [])
    for (const { url } of environment.values()) urls.add(url)
  return urls
}

function step(trie: Trie, key: unknown): Trie {
  const known = trie.get(key)
  if (known) return known
  const next: Trie = new Map()
  trie.set(key, next)
  return next
}

function internUses(trie: Trie, uses: Uses): Trie {
  for (const subpath of sortedKeys(uses)) {
    trie = step(trie, subpath)
    const exports = uses[subpath]!
    for (const name of exports === '*' ? ['*'] : [...exports, '*'].sort()) trie = step(trie, name)
  }
  return trie
}

function internProvides(trie: Trie, { provides, size }: Copy): Trie {
  for (const subpath of sortedKeys(provides)) {
    trie = step(trie, subpath)
    const { exports } = provides[subpath]!
    if (exports) for (const name of [...exports, size].sort()) trie = step(trie, name)
  }
  return trie
}

function sortedKeys(record: Readonly<Record<string, unknown>>): string[] {
  const keys = Object.keys(record)
  return keys.length > 1 ? keys.sort() : keys
}

function isShaken({ provides }: Copy): boolean {
  return Object.values(provides).some(({ exports }) => exports)
}

/** Rule 2. */
export function offersUses({ provides }: Copy, uses: Uses): boolean {
  return Object.entries(uses).every(([subpath, used]) => {
    if (!Object.hasOwn(provides, subpath)) return false
    const { exports } = provides[subpath]!
    return !exports || (used !== '*' && used.every(name => exports.includes(name)))
  })
}

function majorOf(version: string): string {
  return /\d+/.exec(version)?.[0] ?? ''
}
