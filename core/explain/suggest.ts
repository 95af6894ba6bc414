import type { Manifest } from '../manifest/manifest.js'
import { compareVersions } from '../ranges/compare-versions.js'
import { majorOf, parseVersion } from '../ranges/parse-version.js'
import { satisfies } from '../ranges/satisfies.js'
import type { Remote, Resolution, ResolveOptions } from '../resolution/resolution.js'
import { resolveShared } from '../resolution/resolve-shared.js'
import { list } from './list.js'

/** A change of one remote's declaration that makes the whole page better. */
export interface Suggestion {
  readonly remote: string
  /** The package, or the packages in lockstep, whose range to widen. */
  readonly packages: readonly string[]
  /** The range that it has, and the one that it should have. */
  readonly from: string
  readonly to: string
  /** What it saves, proven by resolving again. */
  readonly saves: {
    readonly rejected: number
    readonly warned: number
    readonly copies: number
    readonly bytes: number
  }
  /** All of it in one sentence. */
  readonly text: string
}

/**
 * Finds what would save a copy, or a remote that is rejected or warned: for each remote the ranges that it could widen to
 * admit a version that others run on. Each suggestion is resolved again and kept if the page is better for it.
 *
 * @returns the best first: fewer rejected, fewer warned, fewer bytes
 */
export function suggest(remotes: readonly Remote[], options: ResolveOptions = {}): readonly Suggestion[] {
  const before = resolveShared(remotes, options)
  const versions = versionsInUse(before)
  return remotes
    .flatMap(remote => widenings(remote, versions).map(change => tryOut(remotes, options, before, remote, change)))
    .filter(suggestion => suggestion !== undefined)
    .sort(
      ({ saves: a, ...left }, { saves: b, ...right }) =>
        b.rejected - a.rejected ||
        b.warned - a.warned ||
        b.bytes - a.bytes ||
        // The smaller change, where the effect is the same.
        left.to.length - right.to.length ||
        left.packages.length - right.packages.length ||
        (left.text < right.text ? -1 : 1),
    )
}

interface Widening {
  readonly packages: readonly string[]
  readonly from: string
  readonly to: string
}

/** Package → the versions that somebody runs on. */
function versionsInUse({ environments }: Resolution): ReadonlyMap<string, ReadonlySet<string>> {
  const versions = new Map<string, Set<string>>()
  for (const environment of environments.values()) {
    for (const { package: name, version } of environment.values()) {
      versions.set(name, (versions.get(name) ?? new Set()).add(version))
    }
  }
  return versions
}

/**
 * The ranges of a remote, each widened to admit one version in use that it does not. Packages that have one range and are
 * in use in that version all are widened together: react and react-dom.
 */
function widenings({ manifest }: Remote, versions: ReadonlyMap<string, ReadonlySet<string>>): readonly Widening[] {
  const byChange = new Map<string, { packages: string[]; from: string; to: string }>()
  for (const [name, { requiredVersion: from, uses }] of Object.entries(manifest.shared ?? {})) {
    if (from === false || Object.keys(uses ?? {}).length === 0) continue
    for (const version of versions.get(name) ?? []) {
      if (satisfies(version, from)) continue
      const to = widened(from, version)
      const change = byChange.get(`${from} ${to}`) ?? { packages: [], from, to }
      change.packages.push(name)
      byChange.set(`${from} ${to}`, change)
    }
  }
  return [...byChange.values()].flatMap(({ packages, from, to }) => {
    const sorted = packages.sort()
    const alone = sorted.map(name => ({ packages: [name], from, to }))
    return sorted.length > 1 ? [{ packages: sorted, from, to }, ...alone] : alone
  })
}

/** A caret from the older one on, where the majors are the same; else the range or the caret of the version. */
function widened(range: string, version: string): string {
  const floor = /\d+\.\d+\.\d+[\w.-]*/.exec(range)?.[0]
  const isSameMajor = floor !== undefined && majorOf(parseVersion(floor)) === majorOf(parseVersion(version))
  if (!isSameMajor) return `${range} || ^${version}`
  const caret = `^${compareVersions(floor, version) < 0 ? floor : version}`
  return satisfies(version, caret) ? caret : `${range} || ^${version}`
}

function tryOut(
  remotes: readonly Remote[],
  options: ResolveOptions,
  before: Resolution,
  remote: Remote,
  { packages, from, to }: Widening,
): Suggestion | undefined {
  const shared = { ...remote.manifest.shared }
  for (const name of packages) shared[name] = { ...shared[name]!, requiredVersion: to }
  const manifest: Manifest = { ...remote.manifest, shared }
  const after = resolveShared(
    remotes.map(other => (other === remote ? { ...remote, manifest } : other)),
    options,
  )
  const saves = {
    rejected: before.rejected.size - after.rejected.size,
    warned: before.warned.size - after.warned.size,
    copies: copiesOf(before).size - copiesOf(after).size,
    bytes: before.cost - after.cost,
  }
  if ((saves.rejected || saves.warned || saves.bytes) <= 0) return undefined
  const text = `widen requiredVersion of ${remote.name} for ${packages.join(' + ')} from ${from} to ${to}: ${effect(before, after, saves)}`
  return { remote: remote.name, packages, from, to, saves, text }
}

function effect(before: Resolution, after: Resolution, saves: Suggestion['saves']): string {
  if (saves.rejected > 0) return `${list(less(before.rejected, after.rejected))} is no longer rejected`
  if (saves.warned > 0) return `${list(less(before.warned, after.warned))} is no longer warned`
  // By number: a copy that another of its package takes the place of is not one less.
  const [had, has] = [before, after].map(resolution => [...copiesOf(resolution).values()]) as [string[], string[]]
  const fewer = [...new Set(had)].filter(name => countOf(name, has) < countOf(name, had)).sort()
  const bytes = `${saves.bytes.toLocaleString('en')} bytes less`
  return saves.copies > 0 ? `one copy less of ${list(fewer)}, ${bytes}` : bytes
}

function less(before: ReadonlyMap<string, unknown>, after: ReadonlyMap<string, unknown>): readonly string[] {
  return [...before.keys()].filter(name => !after.has(name))
}

function countOf(name: string, names: readonly string[]): number {
  return names.filter(other => other === name).length
}

/** URL → package of the copies in use. */
function copiesOf({ environments }: Resolution): ReadonlyMap<string, string> {
  return new Map(
    [...environments.values()].flatMap(seen => [...seen.values()].map(({ url, package: name }) => [url, name])),
  )
}
