import semver from 'semver'
import { randomOf } from '../../../testing/random-of.mjs'
import type { Copy, Manifest, Remote, SharedPackage } from '../../index.js'

/** Remotes to resolve together, with what a test needs to say about them. */
export interface Portfolio {
  readonly remotes: readonly Remote[]
  readonly host: string | undefined
}

/**
 * Families of packages as they are found: a renderer in lockstep with its library, a kit on both, a store with a peer, a
 * plug-in of the kit, and free-standing ones.
 */
const families: Readonly<
  Record<string, { versions: readonly string[]; size: number; requires?: Readonly<Record<string, 'exact' | 'peer'>> }>
> = {
  lib: { versions: ['1.0.0', '1.1.0', '1.2.0', '2.0.0', '2.1.0', '2.2.0-rc.1'], size: 3 },
  dom: { versions: ['1.0.0', '1.1.0', '1.2.0', '2.0.0', '2.1.0', '2.2.0-rc.1'], size: 40, requires: { lib: 'exact' } },
  kit: { versions: ['1.0.0', '1.3.0', '2.0.0'], size: 30, requires: { lib: 'peer', dom: 'peer' } },
  store: { versions: ['3.0.0', '4.0.0', '4.1.0'], size: 2, requires: { lib: 'peer' } },
  charts: { versions: ['1.0.0', '1.1.0'], size: 11, requires: { kit: 'peer', lib: 'peer' } },
  date: { versions: ['1.0.0', '1.1.0', '1.2.0', '2.0.0-beta.1'], size: 5 },
  util: { versions: ['4.0.0', '4.1.0', '4.2.0'], size: 24 },
}
const names = Object.keys(families)

export interface Shape {
  readonly remotes: number
  readonly packages: number
  /** Chances in percent. */
  readonly odd: number
}

/** A portfolio of remotes with families of packages, drifted versions and every oddity that the rules speak of. */
export function randomPortfolio(seed: number, shape: Shape): Portfolio {
  const random = randomOf(seed)
  const pick = <T>(list: readonly T[]): T => list[random(list.length)]!
  const chance = (percent: number) => random(100) < percent
  // Each portfolio has its own mixture of oddities: all of them at once would leave nothing to resolve.
  const odds = Array.from({ length: 8 }, () => (chance(30) ? shape.odd : 0))
  const [noCopy, missing, shaken, scoped, single, strict, crossing, twice] = odds as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  const count = 1 + random(shape.remotes)
  const used = names.filter(() => chance(60)).slice(0, shape.packages)
  if (used.length === 0) used.push(pick(names))
  const withRequired = [...new Set([...used, ...names.filter(name => isRequiredBy(name, used))])].sort(
    (a, b) => names.indexOf(a) - names.indexOf(b),
  )
  const sizeOf = new Map(withRequired.map(name => [name, chance(25) ? 1 + random(9) : families[name]!.size]))

  const rangeOf = (version: string): string | false => {
    const [major, minor] = version.split('.') as [string, string]
    switch (random(12)) {
      case 0:
        return version
      case 1:
        return `~${major}.${minor}.0`
      case 2:
        return `^${major}.0.0 || ^${Number(major) - 1}.0.0`
      case 3:
        return `>=${major}.0.0`
      case 4:
        return `>=${major}.${minor}.0 <${major}.${Number(minor) + 1}.0`
      case 5:
        return chance(50) ? '*' : false
      case 6:
      case 7:
        return `^${major}.0.0`
      default:
        return `^${version}`
    }
  }

  const copyOf = (
    name: string,
    version: string,
    installed: ReadonlyMap<string, string>,
    exports?: readonly string[],
  ): Copy => {
    const build = pick(['b1', 'b1', 'b2'])
    const file = (subpath: string) => `shared/${name}@${version}-${exports ? 's1' : build}/${subpath}.js`
    const requires = Object.entries(families[name]!.requires ?? {}).map(([required, how]) => {
      const ranges = ['*', '>=1.0.0', '^1.0.0 || ^2.0.0', '^1.0.0', '^2.0.0']
      const fitting = ranges.filter(range => semver.satisfies(installed.get(required) ?? '', range))
      const requiredVersion = how === 'exact' ? version : pick(fitting.length && chance(90) ? fitting : ranges)
      return [required, { requiredVersion, uses: { '.': chance(missing / 2) ? ['a'] : '*' } }] as const
    })
    return {
      version,
      build: exports ? 's1' : build,
      size: exports ? 1 + random(sizeOf.get(name)!) : sizeOf.get(name)! + (chance(20) ? random(3) : 0),
      provides: {
        '.': { file: file('index'), ...(exports ? { exports } : {}) },
        ...(chance(missing) || exports ? {} : { './client': { file: file('client') } }),
      },
      requires: Object.fromEntries(requires),
    }
  }

  const remotes = Array.from({ length: count }, (_, i): Remote => {
    const name = `@mall/${'qwertyuiop'[i]}`
    const shared: Record<string, SharedPackage> = {}
    const versionOf = new Map<string, string>()
    const own = used.filter(() => chance(80))
    // What its packages require it declares too, as build tools do, but for a forgetful few.
    const declared = withRequired.filter(
      name => own.includes(name) || (isRequiredBy(name, own) && !chance(noCopy / 3)) || chance(10),
    )
    for (const name of declared) {
      const isUsed = own.includes(name)
      const partner = families[name]!.requires?.lib === 'exact' ? versionOf.get('lib') : undefined
      const version = partner ?? pick(families[name]!.versions.filter(version => chance(15) || !version.includes('-')))
      versionOf.set(name, version)
      const isShaken = chance(shaken)
      const exports = isShaken ? ['a', 'b'].filter(() => chance(60)) : undefined
      const uses = isUsed
        ? {
            '.': exports ?? (chance(shaken) ? ['a'] : ('*' as const)),
            ...(!isShaken && chance(missing) ? { './client': '*' as const } : {}),
          }
        : {}
      const copies = chance(noCopy) ? [] : [copyOf(name, version, versionOf, exports)]
      if (chance(twice) && copies.length) copies.push(copyOf(name, pick(families[name]!.versions), versionOf))
      shared[name] = {
        requiredVersion: rangeOf(version),
        uses,
        singleton: chance(single),
        strictVersion: chance(strict),
        shareScope: chance(scoped) ? 'legacy' : 'default',
        copies: copies.filter((copy, at) => copies.findIndex(other => key(other) === key(copy)) === at),
      }
    }
    return { name, base: `https://${pick(['a', 'b'])}.test/${i}/`, manifest: { shared } as unknown as Manifest }
  })

  if (chance(crossing)) {
    const [from, to] = [pick(remotes), pick(remotes)]
    Object.assign(to.manifest, { exposes: { './Part': { file: 'Part.js', peers: [pick(withRequired), 'lib'] } } })
    Object.assign(from.manifest, { modules: { 'App.js': { [pick(['imports', 'dynamic'])]: [`${to.name}/Part`] } } })
  }
  return { remotes, host: chance(40) ? pick(remotes).name : undefined }
}

function isRequiredBy(name: string, users: readonly string[]): boolean {
  return users.some(user => {
    const required = Object.keys(families[user]!.requires ?? {})
    return required.includes(name) || isRequiredBy(name, required)
  })
}

function key({ version, build }: Copy): string {
  return `${version}-${build}`
}
