import semver from 'semver'
import { accepts, type OfferedCopy, offers, type Reading } from './text-of-remotes.js'

/*
 * What other schemes make of a page. Both decide one package at a time, and know the packages' versions and ranges, but not
 * what copies require of each other. A copy finds what it requires where its provider finds it, since it is wired there.
 */

/**
 * - `elected winner`: the newest version that is offered in a share scope is taken by all; who does not accept it loads its
 *   own, but for a singleton. Roughly Native Federation, and Module Federation for singletons.
 * - `first satisfying`: remote by remote, each takes the newest version that is offered in its range; of a singleton, all
 *   take what the first one took. Roughly Module Federation for all else.
 */
export type Scheme = 'elected winner' | 'first satisfying'

export interface Outcome {
  /** How many copies are loaded of all packages together. */
  readonly copies: number
  /** Bytes, by the prices of criterion 2. */
  readonly cost: number
  /** The remotes that do not run as they declare, in the order of the page, and why: the first reason of each. */
  readonly broken: ReadonlyMap<string, string>
}

interface Wish {
  readonly package: string
  readonly scope: string
  readonly range: string | false
  readonly isSingleton: boolean
}

export function negotiate(reading: Reading, scheme: Scheme): Outcome {
  const { names, declared, copies, pairs } = reading
  const taken = new Map<string, OfferedCopy>()
  const newestFirst = [...copies].sort((a, b) => semver.rcompare(a.version, b.version) || a.provider - b.provider)

  const choose = (remote: number, wish: Wish): OfferedCopy | undefined => {
    const offered = newestFirst.filter(copy => copy.package === wish.package && copy.scope === wish.scope)
    const inRange = offered.filter(copy => accepts(wish.range, copy.version))
    const own = [...inRange, ...offered].find(copy => copy.provider === remote)
    if (scheme === 'first satisfying') {
      const key = `${wish.package} ${wish.scope}`
      const single = wish.isSingleton ? (taken.get(key) ?? inRange[0]) : undefined
      if (single) taken.set(key, single)
      return single ?? inRange[0] ?? own
    }
    const [winner] = offered
    return wish.isSingleton || (winner && accepts(wish.range, winner.version)) ? winner : own
  }
  const wishOf = (remote: number, name: string, otherwise: Pick<Wish, 'range' | 'scope'>): Wish => {
    const want = declared[remote]!.get(name)
    return { package: name, isSingleton: false, ...(want ?? otherwise) }
  }

  const used = new Set<OfferedCopy>()
  const broken = new Map<string, string>()
  const seen = names.map(() => new Map<string, OfferedCopy>())
  for (const [remote, name] of names.entries()) {
    const complain = (why: string) => {
      if (!broken.has(name)) broken.set(name, why)
    }
    const environment = seen[remote]!
    const queue: OfferedCopy[] = []
    const see = (copy: OfferedCopy) => {
      used.add(copy)
      if ((environment.get(copy.package) ?? copy) !== copy) complain(`two ${copy.package} in one tree`)
      else if (!environment.has(copy.package)) queue.push(copy)
      environment.set(copy.package, environment.get(copy.package) ?? copy)
    }
    for (const [shared, want] of declared[remote]!) {
      if (!want.isUsed) continue
      const copy = choose(remote, wishOf(remote, shared, want))
      if (!copy) complain(`no ${shared}`)
      else if (!accepts(want.range, copy.version)) complain(`${shared} ${copy.version}, accepts ${want.range}`)
      else if (!offers(copy, want.uses)) complain(`${shared} lacks what it uses`)
      if (copy) see(copy)
    }
    for (const copy of queue) {
      for (const ask of copy.requires) {
        const required = choose(copy.provider, wishOf(copy.provider, ask.package, ask))
        if (!required) complain(`no ${ask.package} for ${copy.package}`)
        else if (!accepts(ask.range, required.version)) {
          complain(`${copy.package} ${copy.version} on ${ask.package} ${required.version}`)
        } else if (!offers(required, ask.uses)) complain(`${ask.package} lacks what ${copy.package} uses`)
        if (required) see(required)
      }
    }
  }
  for (const { package: shared, a, b, why } of pairs) {
    const [mine, other] = [seen[a]!.get(shared), seen[b]!.get(shared)]
    if (why !== 'peers' || !mine || !other || mine === other) continue
    for (const remote of [a, b]) {
      if (!broken.has(names[remote]!)) broken.set(names[remote]!, `two ${shared} in one tree`)
    }
  }
  return { copies: used.size, cost: [...used].reduce((sum, { price }) => sum + price, 0), broken }
}
