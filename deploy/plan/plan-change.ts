import { explainOutcome, type Resolution } from '../../core/index.js'
import type { CheckedFiles, FileProblem } from '../fetch/check-files.js'
import { diffMaps, type EntryChange } from '../map/diff-maps.js'
import { foreignEnvironment, type PageWithForeign } from '../page/foreign-remotes.js'
import type { ResolvedPage } from '../page/resolve-page.js'
import type { CopyName } from '../page/summarize-copies.js'
import { type CopyChanges, copyChanges } from './copy-changes.js'
import { developmentBuilds } from './development-builds.js'
import { type MissingExpose, missingExposes } from './missing-exposes.js'
import { estimateReturning, type ReturningVisitor } from './returning-visitor.js'
import { unmappedImports } from './unmapped-imports.js'

/** What a change of the map does to the page. All lists are in code-unit order. */
export interface Plan {
  readonly entries: readonly EntryChange[]
  /** Who runs on another version, or on another remote's copy, than before. */
  readonly environments: readonly EnvironmentChange[]
  readonly copies: CopyChanges
  readonly returningVisitor: ReturningVisitor
  readonly rejected: readonly Told[]
  readonly warned: readonly Told[]
  /** Remotes that were rejected and no longer are. */
  readonly recovered: readonly string[]
  readonly missingExposes: readonly MissingExpose[]
  /** What remotes now import, and neither the map nor a remote on it has: the page may bring it in another way. */
  readonly unmappedImports: readonly MissingExpose[]
  readonly files: readonly FileProblem[]
  /** Remotes that the change does not touch, and whose manifests cannot be had. */
  readonly unreachable: readonly Told[]
  /** Remotes that the change brings, and that are built for development. */
  readonly forDevelopment: readonly Told[]
  /** What pages leave out of the new map and did not of the old one, in sentences. */
  readonly mapWarnings: readonly string[]
  /** What would be broken by the change, in sentences; empty: it is safe. */
  readonly breaks: readonly string[]
}

/** Another copy of a package for a remote; undefined: it uses none of that package before, or after. */
export interface EnvironmentChange {
  readonly remote: string
  readonly package: string
  readonly from: CopyName | undefined
  readonly to: CopyName | undefined
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
export function planChange(before: PageWithForeign, after: PageWithForeign, checked: CheckedFiles): Plan {
  const entries = diffMaps(before.json, after.json).imports
  const rejected = newlyTold(before.resolution, after.resolution, 'rejected')
  const missing = newlyMissing(before, after, missingIn)
  const changed = new Set(entries.map(({ name }) => name))
  const copies = copyChanges(before.resolution, after.resolution)
  return {
    entries,
    environments: environmentChanges(before, after),
    copies,
    returningVisitor: estimateReturning(before, after, changed, copies, checked),
    rejected,
    warned: newlyTold(before.resolution, after.resolution, 'warned'),
    recovered: [...before.resolution.rejected.keys()].filter(name => after.resolution.environments.has(name)).sort(),
    missingExposes: missing,
    unmappedImports: newlyMissing(before, after, unmappedIn),
    files: checked.problems,
    unreachable: [...after.unreachable, ...after.foreign.unreachable].map(([remote, error]) => ({
      remote,
      why: error.message,
    })),
    forDevelopment: developmentBuilds(after.resolution).filter(({ remote }) => changed.has(remote)),
    mapWarnings: after.page.warnings.filter(why => !before.page.warnings.includes(why)),
    breaks: [
      ...rejected.map(({ why }) => why),
      ...missing.map(
        ({ importer, specifier, module }) => `${importer} imports ${specifier} in ${module}, which is no longer there.`,
      ),
      ...(hasItsHost(before) && !hasItsHost(after)
        ? [`${before.page.host} is the page's host (fedmap.host), and would no longer be a remote of the map.`]
        : []),
      ...formerRemotes(before, after, entries).map(
        ({ name, to }) =>
          `${name} would no longer be a remote, since ${to} is no manifest: nobody could import from it.`,
      ),
      ...checked.problems.map(({ url, detail }) => `${url} ${detail}.`),
    ],
  }
}

/** Whether the remote that the map names as its host is on it; without a name the page's script has it. */
export function hasItsHost({ page: { host, remotes } }: ResolvedPage): boolean {
  return host === undefined || remotes.some(({ name }) => name === host)
}

/** Remotes that the change makes plain modules: a mistake, as a rule. */
function formerRemotes(
  before: ResolvedPage,
  after: ResolvedPage,
  entries: readonly EntryChange[],
): readonly EntryChange[] {
  const names = new Set(before.page.remotes.map(({ name }) => name))
  const still = new Set(after.page.remotes.map(({ name }) => name))
  return entries.filter(({ name, to }) => to !== undefined && names.has(name) && !still.has(name))
}

function environmentChanges(before: PageWithForeign, after: PageWithForeign): readonly EnvironmentChange[] {
  const [old, now] = [environmentsOf(before), environmentsOf(after)]
  const changes: EnvironmentChange[] = []
  for (const remote of unionOf(old.keys(), now.keys())) {
    const [from, to] = [old.get(remote), now.get(remote)]
    for (const name of unionOf(from?.keys() ?? [], to?.keys() ?? [])) {
      const change = { remote, package: name, from: nameOf(from?.get(name)), to: nameOf(to?.get(name)) }
      const isSame = JSON.stringify(change.from) === JSON.stringify(change.to)
      // A copy that is kept while its provider is deployed anew has another provider, and is the same.
      const isKept = from?.get(name)?.url !== undefined && from.get(name)?.url === to?.get(name)?.url
      if (!isSame && !isKept) changes.push(change)
    }
  }
  return changes
}

type Placed = CopyName & { readonly url?: string }

/** Of all remotes: of Module Federation's by specifier, since they share subpaths one by one. */
function environmentsOf({ resolution, foreign }: PageWithForeign): ReadonlyMap<string, ReadonlyMap<string, Placed>> {
  const others = [...foreign.remotes].map(([name, remote]) => [name, foreignEnvironment(remote, resolution)] as const)
  return new Map<string, ReadonlyMap<string, Placed>>([...resolution.environments, ...others])
}

function nameOf(placement: CopyName | undefined): CopyName | undefined {
  return placement && { version: placement.version, provider: placement.provider }
}

function newlyTold(before: Resolution, after: Resolution, what: 'rejected' | 'warned'): readonly Told[] {
  return [...after[what].keys()]
    .filter(remote => !before[what].has(remote))
    .sort()
    .map(remote => ({ remote, why: explainOutcome(after, remote)! }))
}

/** What `find` says of the page after the change and not of that before it, whatever the importing module is called. */
function newlyMissing(
  before: PageWithForeign,
  after: PageWithForeign,
  find: (page: PageWithForeign, names: readonly string[]) => readonly MissingExpose[],
): readonly MissingExpose[] {
  const names = [...before.page.remotes, ...after.page.remotes].map(({ name }) => name)
  const key = ({ importer, specifier }: MissingExpose) => `${importer}\n${specifier}`
  const known = new Set(find(before, names).map(key))
  return find(after, names).filter(missing => !known.has(key(missing)))
}

function missingIn({ resolution, unreachable, foreign }: PageWithForeign, names: readonly string[]) {
  const unknown = new Set([...unreachable.keys(), ...foreign.unreachable.keys()])
  return missingExposes([...resolution.remotes.values()], names, unknown, foreign.remotes)
}

function unmappedIn({ resolution, page }: PageWithForeign, names: readonly string[]) {
  return unmappedImports(resolution, page.written, names)
}

function unionOf<T>(a: Iterable<T>, b: Iterable<T>): readonly T[] {
  return [...new Set([...a, ...b])].sort()
}
