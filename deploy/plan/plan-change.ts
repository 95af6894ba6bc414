import { copiesInUse } from '../../core/composed/copies-in-use.js'
import { closureOf, explain, type Placement, type Resolution } from '../../core/index.js'
import { diffMaps, type EntryChange } from '../history/diff-maps.js'
import { type ResolvedPage, resolvable } from '../page/resolve-page.js'
import type { CheckedFiles, FileProblem } from './check-files.js'
import { type MissingExpose, missingExposes } from './missing-exposes.js'

/** What a change of the map does to the page. All lists are in code-unit order. */
export interface Plan {
  readonly entries: readonly EntryChange[]
  /** Who runs on another version, or on another remote's copy, than before. */
  readonly environments: readonly EnvironmentChange[]
  readonly copies: {
    /** In use now and not before, by URL: visitors fetch them. */
    readonly gained: readonly CopySummary[]
    readonly lost: readonly CopySummary[]
    readonly before: Totals
    readonly after: Totals
  }
  /**
   * For someone who has been on the page before: bytes of what the change makes them fetch, and of the shared copies
   * that they have already. An estimate: what the browser threw away since is not known.
   */
  readonly returningVisitor: { readonly fetches: number; readonly hasAlready: number }
  readonly rejected: readonly Told[]
  readonly warned: readonly Told[]
  /** Remotes that were rejected and no longer are. */
  readonly recovered: readonly string[]
  readonly missingExposes: readonly MissingExpose[]
  readonly files: readonly FileProblem[]
  /** Remotes that the change does not touch, and whose manifests cannot be had. */
  readonly unreachable: readonly Told[]
  /** What would be broken by the change, in sentences; empty: it is safe. */
  readonly breaks: readonly string[]
}

export interface EnvironmentChange {
  readonly remote: string
  readonly package: string
  readonly from: CopyName | undefined
  readonly to: CopyName | undefined
}

export interface CopyName {
  readonly version: string
  readonly provider: string
}

export interface CopySummary extends CopyName {
  readonly package: string
  readonly url: string
  /** Compressed bytes. */
  readonly size: number
}

export interface Totals {
  readonly count: number
  readonly bytes: number
}

/** A remote, and what is to be said of it. */
export interface Told {
  readonly remote: string
  readonly why: string
}

/**
 * Compares the page before and after a change. What was broken before and still is, is not held against the change.
 *
 * @param checked the files of the remotes that the change brings
 */
export function planChange(before: ResolvedPage, after: ResolvedPage, checked: CheckedFiles): Plan {
  const entries = diffMaps(before.json, after.json).imports
  const rejected = newlyTold(before.resolution, after.resolution, 'rejected')
  const missing = newlyMissing(before, after)
  const changed = new Set(entries.map(({ name }) => name))
  return {
    entries,
    environments: environmentChanges(before.resolution, after.resolution),
    copies: copyChanges(before.resolution, after.resolution),
    returningVisitor: estimateReturning(before.resolution, after.resolution, changed, checked),
    rejected,
    warned: newlyTold(before.resolution, after.resolution, 'warned'),
    recovered: [...before.resolution.rejected.keys()].filter(name => after.resolution.environments.has(name)).sort(),
    missingExposes: missing,
    files: checked.problems,
    unreachable: [...after.unreachable].map(([remote, error]) => ({ remote, why: error.message })),
    breaks: [
      ...rejected.map(({ why }) => why),
      ...missing.map(
        ({ importer, specifier, module }) => `${importer} imports ${specifier} in ${module}, which is no longer there.`,
      ),
      ...formerRemotes(before, after).map(
        ({ name, to }) =>
          `${name} would no longer be a remote, since ${to} is no manifest: nobody could import from it.`,
      ),
      ...checked.problems.map(({ url, detail }) => `${url} ${detail}.`),
    ],
  }
}

/** Remotes that the change makes plain modules: a mistake, as a rule. */
function formerRemotes(before: ResolvedPage, after: ResolvedPage): readonly EntryChange[] {
  const names = new Set(before.page.remotes.map(({ name }) => name))
  const still = new Set(after.page.remotes.map(({ name }) => name))
  return diffMaps(before.json, after.json).imports.filter(
    ({ name, to }) => to !== undefined && names.has(name) && !still.has(name),
  )
}

function environmentChanges(before: Resolution, after: Resolution): readonly EnvironmentChange[] {
  const changes: EnvironmentChange[] = []
  for (const remote of unionOf(before.environments.keys(), after.environments.keys())) {
    const [from, to] = [before.environments.get(remote), after.environments.get(remote)]
    for (const name of unionOf(from?.keys() ?? [], to?.keys() ?? [])) {
      const change = { remote, package: name, from: nameOf(from?.get(name)), to: nameOf(to?.get(name)) }
      if (JSON.stringify(change.from) !== JSON.stringify(change.to)) changes.push(change)
    }
  }
  return changes
}

function nameOf(placement: Placement | undefined): CopyName | undefined {
  return placement && { version: placement.version, provider: placement.provider }
}

function copyChanges(before: Resolution, after: Resolution): Plan['copies'] {
  const [old, now] = [summarizeCopies(before), summarizeCopies(after)]
  const without = (copies: readonly CopySummary[], others: readonly CopySummary[]) => {
    const urls = new Set(others.map(({ url }) => url))
    return copies.filter(({ url }) => !urls.has(url))
  }
  return { gained: without(now, old), lost: without(old, now), before: totalsOf(old), after: totalsOf(now) }
}

/** The copies in use, by package, then by version as text. */
export function summarizeCopies(resolution: Resolution): readonly CopySummary[] {
  const key = (copy: CopySummary) => `${copy.package}@${copy.version} ${copy.url}`
  return [...copiesInUse(resolution).values()]
    .map(({ package: name, copy, remote, url }) => ({
      package: name,
      version: copy.version,
      provider: remote.name,
      url,
      size: copy.size,
    }))
    .sort((a, b) => (key(a) < key(b) ? -1 : 1))
}

function totalsOf(copies: readonly CopySummary[]): Totals {
  return { count: copies.length, bytes: copies.reduce((sum, { size }) => sum + size, 0) }
}

function estimateReturning(
  before: Resolution,
  after: Resolution,
  changed: ReadonlySet<string>,
  { bytes }: CheckedFiles,
) {
  const { gained, after: total } = copyChanges(before, after)
  const gainedBytes = totalsOf(gained).bytes
  const known = new Set(ownFiles(before, changed))
  const fetched = ownFiles(after, changed).filter(url => !known.has(url))
  return {
    fetches: gainedBytes + fetched.reduce((sum, url) => sum + (bytes.get(url) ?? 0), 0),
    hasAlready: total.bytes - gainedBytes,
  }
}

/** The files of these remotes' own, less shared copies, that loading all their exposes takes. */
function ownFiles(resolution: Resolution, names: ReadonlySet<string>): readonly string[] {
  const accepted = [...names].filter(name => resolution.environments.has(name))
  const exposes = accepted.flatMap(name => {
    const { manifest } = resolution.remotes.get(name)!
    return Object.keys(manifest.exposes).map(expose => name + expose.slice(1))
  })
  return closureOf(resolution, exposes)
    .filter(({ remote, url }) => names.has(remote) && !url.includes(`/${resolution.format}/shared/`))
    .map(({ url }) => url)
}

function newlyTold(before: Resolution, after: Resolution, what: 'rejected' | 'warned'): readonly Told[] {
  return [...after[what].keys()]
    .filter(remote => !before[what].has(remote))
    .sort()
    .map(remote => ({ remote, why: sentenceOf(after, remote, what) }))
}

function sentenceOf(resolution: Resolution, remote: string, what: 'rejected' | 'warned'): string {
  const lines = explain(resolution, undefined, remote).split('\n')
  return lines.find(line => line.startsWith(`${remote} is ${what}`)) ?? `${remote} is ${what}.`
}

function newlyMissing(before: ResolvedPage, after: ResolvedPage): readonly MissingExpose[] {
  const names = [...resolvable(before.page), ...resolvable(after.page)].map(({ name }) => name)
  const key = ({ importer, specifier }: MissingExpose) => `${importer}\n${specifier}`
  const old = missingExposes([...before.resolution.remotes.values()], names, new Set(before.unreachable.keys()))
  const known = new Set(old.map(key))
  return missingExposes([...after.resolution.remotes.values()], names, new Set(after.unreachable.keys())).filter(
    missing => !known.has(key(missing)),
  )
}

function unionOf<T>(a: Iterable<T>, b: Iterable<T>): readonly T[] {
  return [...new Set([...a, ...b])].sort()
}
