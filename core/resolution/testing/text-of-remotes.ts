import semver from 'semver'
import type { Portfolio } from './portfolio.js'

/*
 * What the oracles know: the manifests as text, read by the rules. Nothing here comes from core's code, only its types'
 * shapes are the same, since both follow the manifest.
 */

export interface OfferedCopy {
  readonly url: string
  readonly provider: number
  readonly package: string
  readonly scope: string
  readonly version: string
  readonly bytes: number
  readonly price: number
  readonly age: number
  readonly provides: Readonly<Record<string, { exports?: readonly string[] }>>
  readonly requires: readonly Ask[]
}

export interface Ask {
  readonly package: string
  readonly range: string | false
  readonly uses: Readonly<Record<string, '*' | readonly string[]>>
  readonly scope: string
}

export interface Declared {
  readonly scope: string
  readonly range: string | false
  readonly uses: Readonly<Record<string, '*' | readonly string[]>>
  readonly isUsed: boolean
  readonly isSingleton: boolean
  readonly isStrict: boolean
  readonly versions: readonly string[]
}

export interface Reading {
  readonly names: readonly string[]
  readonly host: number
  readonly declared: readonly ReadonlyMap<string, Declared>[]
  readonly copies: readonly OfferedCopy[]
  /** Remotes that share a copy of a package if both need it. */
  readonly pairs: readonly { package: string; a: number; b: number; why: 'singleton' | 'peers' }[]
}

/** Remotes in the order of the criteria: the host first, then by name. */
export function readText({ remotes, host }: Portfolio, format = 'system'): Reading {
  const sorted = [...remotes].sort((a, b) => (a.name === host ? -1 : b.name === host ? 1 : a.name < b.name ? -1 : 1))
  const raw = sorted.flatMap(({ base, manifest }, provider) =>
    Object.entries(manifest.shared).flatMap(([name, shared]) =>
      shared.copies.map(copy => ({
        ...copy,
        package: name,
        provider,
        scope: shared.shareScope,
        url: `${base}${format}/shared/${name}@${copy.version}-${copy.build}/`,
        requires: Object.entries(copy.requires).map(([required, { requiredVersion, uses }]) => ({
          package: required,
          range: requiredVersion,
          uses,
          scope: manifest.shared[required]?.shareScope ?? 'default',
        })),
      })),
    ),
  )
  const isFull = (copy: (typeof raw)[number]) =>
    Object.values(copy.provides).every(({ exports }) => exports === undefined)
  // What is in nobody's range is not on offer.
  const asks = [
    ...raw.flatMap(copy => copy.requires),
    ...sorted.flatMap(({ manifest }) =>
      Object.entries(manifest.shared).flatMap(([name, { requiredVersion, uses }]) =>
        Object.keys(uses).length ? [{ package: name, range: requiredVersion, uses }] : [],
      ),
    ),
  ]
  const isWanted = (copy: (typeof raw)[number], ask: (typeof asks)[number]) =>
    copy.package === ask.package && accepts(ask.range, copy.version) && offers(copy, ask.uses)
  const copies = raw.map((copy): OfferedCopy => {
    const rivals = raw.filter(other => other.package === copy.package && other.scope === copy.scope)
    const sizes = rivals
      .filter(other => isFull(other) && semver.major(other.version) === semver.major(copy.version))
      .map(other => other.size)
    const full = sizes.length ? Math.max(...sizes) : Number.POSITIVE_INFINITY
    const newer = rivals
      .filter(other => semver.gt(other.version, copy.version) && asks.some(ask => isWanted(other, ask)))
      .map(other => other.version)
    return {
      url: copy.url,
      provider: copy.provider,
      package: copy.package,
      scope: copy.scope,
      version: copy.version,
      bytes: copy.size,
      price: isFull(copy) ? full : Math.min(full, copy.size),
      age: new Set(newer).size,
      provides: copy.provides,
      requires: copy.requires,
    }
  })
  const declared = sorted.map(
    ({ manifest }) =>
      new Map(
        Object.entries(manifest.shared).map(([name, shared]): [string, Declared] => [
          name,
          {
            scope: shared.shareScope,
            range: shared.requiredVersion,
            uses: shared.uses,
            isUsed: Object.keys(shared.uses).length > 0,
            isSingleton: shared.singleton,
            isStrict: shared.strictVersion,
            versions: shared.copies.map(copy => copy.version),
          },
        ]),
      ),
  )
  return {
    names: sorted.map(remote => remote.name),
    host: sorted.findIndex(remote => remote.name === host),
    declared,
    copies,
    pairs: [...singletonPairs(declared), ...peerPairs(sorted)],
  }
}

function singletonPairs(declared: readonly ReadonlyMap<string, Declared>[]): Reading['pairs'] {
  return declared.flatMap((mine, a) =>
    declared.flatMap((theirs, b) =>
      [...mine].flatMap(([name, want]) => {
        const other = theirs.get(name)
        const isPair = a < b && want.isSingleton && other?.isSingleton && other.scope === want.scope
        return isPair ? [{ package: name, a, b, why: 'singleton' as const }] : []
      }),
    ),
  )
}

function peerPairs(remotes: Portfolio['remotes']): Reading['pairs'] {
  return remotes.flatMap((importer, a) =>
    Object.values(importer.manifest.modules ?? {}).flatMap(({ imports = [], dynamic = [] }) =>
      [...imports, ...dynamic].flatMap(specifier =>
        remotes.flatMap((exposer, b) =>
          Object.entries(exposer.manifest.exposes ?? {}).flatMap(([expose, { peers }]) =>
            a !== b && specifier === exposer.name + expose.slice(1)
              ? peers.map(name => ({ package: name, a, b, why: 'peers' as const }))
              : [],
          ),
        ),
      ),
    ),
  )
}

/** Rule 2. */
export function offers(copy: Pick<OfferedCopy, 'provides'>, uses: Ask['uses']): boolean {
  return Object.entries(uses).every(([subpath, used]) => {
    const provided = copy.provides[subpath]
    return provided && (!provided.exports || (used !== '*' && used.every(name => provided.exports?.includes(name))))
  })
}

/** Rule 1. */
export function accepts(range: string | false, version: string): boolean {
  if (range === false) return true
  const question = `${version} in ${range}`
  let answer = answers.get(question)
  if (answer === undefined) {
    answer = semver.satisfies(version, range)
    answers.set(question, answer)
  }
  return answer
}

/** The same few are asked millions of times. */
const answers = new Map<string, boolean>()

/** Whether a remote may see a copy as far as its own declaration goes: in range, only with a warning, or not at all. */
export function admission({ declared, pairs }: Reading, remote: number, copy: OfferedCopy): 'yes' | 'warned' | 'no' {
  const want = declared[remote]!.get(copy.package)
  if (!want) return 'yes'
  if (want.scope !== copy.scope) return 'no'
  if (!want.isUsed) return 'yes'
  if (!offers(copy, want.uses)) return 'no'
  if (accepts(want.range, copy.version)) return 'yes'
  const isBound =
    want.isSingleton || pairs.some(pair => pair.package === copy.package && (pair.a === remote || pair.b === remote))
  return isBound && !want.isStrict ? 'warned' : 'no'
}

/** Whether what a copy asks of a package is met by another copy, in the environment of this remote. */
export function meets({ declared }: Reading, remote: number, ask: Ask, copy: OfferedCopy): boolean {
  return (
    ask.package === copy.package &&
    accepts(ask.range, copy.version) &&
    offers(copy, ask.uses) &&
    (declared[remote]!.has(copy.package) || ask.scope === copy.scope)
  )
}
