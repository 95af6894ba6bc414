import semver from 'semver'
import { admission, type Declared, meets, type OfferedCopy, type Reading } from './text-of-remotes.js'

/** Copies by package: what one remote sees. */
type Seen = ReadonlyMap<string, OfferedCopy>

export interface Known {
  /** Remote → package → URL that stays; its copies are free. */
  readonly pinned?: ReadonlyMap<string, ReadonlyMap<string, { readonly url: string }>>
  /** URLs that an earlier resolution used. */
  readonly preferred?: ReadonlySet<string>
}

/** The best assignment by all seven criteria. */
export interface Answer {
  readonly hostRejected: number
  readonly rejected: number
  readonly warned: number
  readonly cost: number
  /** Remote → package → URL; rejected remotes are absent. */
  readonly urls: Readonly<Record<string, Readonly<Record<string, string>>>>
}

/**
 * The definition, run: every remote takes every set of copies that the rules allow it, all combinations, the best one by
 * the list of criteria. Undefined where there are more than `limit` combinations.
 */
export function bruteForce(reading: Reading, known: Known = {}, limit = 3e5): Answer | undefined {
  const { names, host } = reading
  const options: (Seen | undefined)[][] = names.map((name, remote) => {
    const pinned = known.pinned?.get(name)
    if (pinned) return [new Map([...pinned].map(([name, { url }]) => [name, copyAt(reading, url)]))]
    return [...environmentsOf(reading, remote), undefined]
  })
  if (options.reduce((product, list) => product * list.length, 1) > limit) return undefined

  const free = new Set([...(known.pinned?.values() ?? [])].flatMap(seen => [...seen.values()].map(({ url }) => url)))
  let best: { score: Score; chosen: readonly (Seen | undefined)[] } | undefined
  const chosen: (Seen | undefined)[] = []
  const extend = (remote: number): void => {
    if (remote === names.length) {
      const score = scoreOf(reading, known, free, chosen)
      if (!best || compare(score, best.score) < 0) best = { score, chosen: [...chosen] }
      return
    }
    for (const option of options[remote]!) {
      if (option && !isCoherent(reading, chosen, option, remote)) continue
      chosen[remote] = option
      extend(remote + 1)
      chosen.length = remote
    }
  }
  extend(0)
  const { score, chosen: winner } = best!
  return {
    hostRejected: host >= 0 && !winner[host] ? 1 : 0,
    rejected: winner.filter(seen => !seen).length,
    warned: score.numbers[1]!,
    cost: score.numbers[2]!,
    urls: Object.fromEntries(
      winner.flatMap((seen, i) =>
        seen ? [[names[i]!, Object.fromEntries([...seen].map(([name, copy]) => [name, copy.url]))]] : [],
      ),
    ),
  }
}

function copyAt({ copies }: Reading, url: string): OfferedCopy {
  return copies.find(copy => copy.url === url)!
}

/** Rules 1, 2, 3 and 5 for one remote: every set of copies that is closed, in range, and holds nothing unneeded. */
export function environmentsOf(reading: Reading, remote: number): Seen[] {
  const found: Seen[] = []
  const grow = (seen: Map<string, OfferedCopy>): void => {
    const asks = [...seen.values()].flatMap(copy => copy.requires)
    if (asks.some(ask => seen.has(ask.package) && !meets(reading, remote, ask, seen.get(ask.package)!))) return
    const own = [...reading.declared[remote]!].filter(([, want]) => want.isUsed).map(([name]) => name)
    const missing = [...own, ...asks.map(ask => ask.package)].find(name => !seen.has(name))
    if (missing === undefined) {
      found.push(seen)
      return
    }
    for (const copy of reading.copies) {
      if (copy.package !== missing || admission(reading, remote, copy) === 'no') continue
      grow(new Map([...seen, [missing, copy]]))
    }
  }
  grow(new Map())
  return found
}

/** Rules 4, 6 and 7 between one more remote and those before it. */
function isCoherent(reading: Reading, chosen: readonly (Seen | undefined)[], seen: Seen, remote: number): boolean {
  for (const [other, theirs] of chosen.entries()) {
    if (!theirs) continue
    for (const [name, copy] of seen) {
      if (theirs.get(name) !== copy) continue
      if (copy.requires.some(ask => theirs.get(ask.package) !== seen.get(ask.package))) return false
    }
    for (const pair of reading.pairs) {
      if ((pair.a !== other || pair.b !== remote) && (pair.a !== remote || pair.b !== other)) continue
      const [mine, its] = [seen.get(pair.package), theirs.get(pair.package)]
      if (mine && its && mine !== its) return false
    }
  }
  return true
}

interface Score {
  readonly numbers: readonly number[]
  /** Criterion 6, then criterion 7, along the walk. */
  readonly versions: readonly (string | undefined)[]
  readonly providers: readonly (readonly [number, string])[]
}

function scoreOf(
  reading: Reading,
  known: Known,
  free: ReadonlySet<string>,
  chosen: readonly (Seen | undefined)[],
): Score {
  const { names, host, declared, copies } = reading
  const used = new Set(chosen.flatMap(seen => (seen ? [...seen.values()] : [])))
  const usedCopies = [...used]
  const total = (measure: (copy: OfferedCopy) => number) => usedCopies.reduce((sum, copy) => sum + measure(copy), 0)
  const isWarned = (seen: Seen | undefined, remote: number) =>
    seen && [...seen.values()].some(copy => admission(reading, remote, copy) !== 'yes')
  let own = 0
  const versions: (string | undefined)[] = []
  const providers: [number, string][] = []
  const packages = [...new Set(copies.map(copy => copy.package))].sort()
  for (const [remote, seen] of chosen.entries()) {
    for (const name of packages) {
      const copy = seen?.get(name)
      versions.push(copy?.version)
      if (!copy) {
        providers.push([9, ''])
        continue
      }
      if ((declared[remote]!.get(name) as Declared | undefined)?.versions.includes(copy.version)) own++
      const rank = free.has(copy.url) ? 0 : copy.provider === remote ? 1 : copy.provider === host ? 2 : 3
      providers.push([rank, `${names[copy.provider]} ${copy.url}`])
    }
  }
  const rejected = chosen.filter(seen => !seen).length
  const weight = host >= 0 && !chosen[host] ? names.length + 1 : 0
  return {
    numbers: [
      rejected + weight,
      chosen.filter(isWarned).length,
      total(copy => (free.has(copy.url) ? 0 : copy.price)),
      -total(copy => (known.preferred?.has(copy.url) ? copy.bytes : 0)),
      total(copy => copy.age),
      -own,
    ],
    versions,
    providers,
  }
}

function compare(a: Score, b: Score): number {
  for (const [i, number] of a.numbers.entries()) if (number !== b.numbers[i]) return number - b.numbers[i]!
  for (const [i, version] of a.versions.entries()) {
    const other = b.versions[i]
    if (version === other) continue
    const order = version && other ? semver.compare(other, version) : version ? -1 : 1
    if (order) return order
  }
  for (const [i, [rank, name]] of a.providers.entries()) {
    const [otherRank, otherName] = b.providers[i]!
    if (rank !== otherRank) return rank - otherRank
    if (name !== otherName) return name < otherName ? -1 : 1
  }
  return 0
}
