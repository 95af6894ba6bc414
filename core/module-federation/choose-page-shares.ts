import { shakenMark } from '../composed/to-import-map.js'
import type { ImportMap, SpecifierMap } from '../import-map/import-map.js'
import { scopeOf } from '../import-map/scope-of.js'
import { lockstep } from '../lockstep.js'
import { compareVersions } from '../ranges/compare-versions.js'
import { satisfies } from '../ranges/satisfies.js'
import type { ForeignShare } from './module-federation-manifest.js'

/** A module of a copy in use, as it is offered to a Module Federation remote. */
export interface PageShare {
  readonly version: string
  readonly url: string
}

/** Specifier → what the page offers for it. */
export type PageShares = ReadonlyMap<string, PageShare>

/**
 * Chooses what a Module Federation remote gets of the page's copies: as many of the specifiers that it shares as there
 * are copies in its ranges for, and only such that go together. All that is needed stands in the map in force.
 *
 * Each scope of the map is an environment, a set that goes together. To each what can be added of the others is added, and
 * the set that serves most specifiers is taken, of equals the one with the newer versions, package by package. A module
 * is left out again
 *
 * - where its copy sees a package that the remote shares too, but would get from elsewhere: it would run on two;
 * - where the remote's own copy of a package stays that works with one version only, such as react-dom, and that is
 *   another one.
 */
export function choosePageShares(shared: readonly ForeignShare[], map: ImportMap): PageShares {
  const versions = versionsOf(map)
  const found = Object.values(map.scopes).map(scope => keepWhatFits(inRange(shared, scope, versions), shared, map))
  // Most of many scopes say the same, as far as this remote is concerned.
  const offers = [...new Map(found.map(offer => [JSON.stringify([...offer]), offer])).values()].sort(compareOffers)
  const extended = offers.map(offer => extend(offer, offers, shared, map))
  return extended.sort(compareOffers)[0] ?? new Map()
}

/** Adds of the others what goes with all that is there already. */
function extend(
  offer: PageShares,
  others: readonly PageShares[],
  shared: readonly ForeignShare[],
  map: ImportMap,
): PageShares {
  let extended = offer
  for (const other of others) {
    const fitting = keepWhatFits(new Map([...other, ...extended]), shared, map)
    if ([...extended.keys()].every(name => fitting.has(name))) extended = fitting
  }
  return extended
}

/** URL → version, of each module of a whole copy, which the map names as `react@18.2.0/jsx-runtime`. */
function versionsOf({ imports }: ImportMap): ReadonlyMap<string, string> {
  const versions = new Map<string, string>()
  for (const [key, url] of Object.entries(imports)) {
    const [, version] = /^(?:@[^/]+\/)?[^/@]+@(\d[^/+]*)/.exec(key) ?? []
    if (url && version && !key.includes(version + shakenMark)) versions.set(url, version)
  }
  return versions
}

function inRange(
  shared: readonly ForeignShare[],
  scope: SpecifierMap,
  versions: ReadonlyMap<string, string>,
): Map<string, PageShare> {
  const found = new Map<string, PageShare>()
  for (const { name } of shared) {
    const url = scope[name]
    const version = url && versions.get(url)
    if (!version) continue
    const isAccepted = ({ name: other, requiredVersion }: ForeignShare) =>
      other !== name || requiredVersion === false || satisfies(version, requiredVersion)
    if (shared.every(isAccepted)) found.set(name, { version, url })
  }
  return found
}

function keepWhatFits(offer: PageShares, shared: readonly ForeignShare[], map: ImportMap): PageShares {
  const kept = new Map(offer)
  const names = new Set(shared.map(({ name }) => name))
  for (let before = -1; before !== kept.size; ) {
    before = kept.size
    for (const [name, { url }] of kept) {
      const sees = map.scopes[scopeOf(url, map) ?? ''] ?? {} // What its copy's folder sees.
      const isTorn = [...names].some(other => sees[other] !== undefined && sees[other] !== kept.get(other)?.url)
      if (isTorn) kept.delete(name)
    }
    for (const { name, version } of shared) {
      const [packageName = ''] = /^(?:@[^/]+\/)?[^/]+/.exec(name) ?? []
      const partner = lockstep[packageName]
      if (!partner || kept.has(name) || kept.get(partner)?.version === version) continue
      kept.delete(partner)
    }
  }
  return kept
}

function compareOffers(a: PageShares, b: PageShares): number {
  if (a.size !== b.size) return b.size - a.size
  for (const [name, { version }] of a) {
    const other = b.get(name)
    const order = other ? compareVersions(other.version, version) : 0
    if (order) return order
  }
  return 0
}
