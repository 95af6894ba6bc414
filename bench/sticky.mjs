// What a returning visitor downloads of shared packages over 50 deploys: `npm run build && npm run bench:sticky`.
// `afresh`: chosen each time as if nobody had been there before. `prefer`: of what is as good, what visitors have. `kept`: what
// `fedmap deploy` does, which also keeps a copy at its old address when its provider is deployed anew and the copy is
// the same. No time is measured: the bytes are the same on every machine. `node bench/sticky.mjs caret` prints some of it.
import { argv } from 'node:process'
import { fileURLToPath } from 'node:url'
import { compareVersions, keptCopies, resolveKeeping, resolveShared } from '../dist/core/index.js'
import { randomOf } from '../testing/random-of.mjs'
import { mixes, realistic } from './portfolios.mjs'

/** Packages that a team upgrades together. */
const families = [
  ['react', 'react-dom'],
  ['ng-core', 'ng-common', 'ng-router', 'ng-forms', 'rxjs'],
]

/**
 * A page of `remotes` remotes, and `deploys` deploys of one of them each. Every deploy is of new code, and so at a new address,
 * copies too. In six of ten that is all; in three a package is upgraded within its major version; in one the remote
 * moves to what another one is built with, a new major version of React as a rule.
 *
 * @returns kilobytes: `first` of the first visit; then what the deploys make a visitor download who comes after each of them
 *   and never throws anything away, by way of choosing; and the `cost` of the last page, which must not depend on it
 */
export function returningVisitor(remotes, seed, mix, deploys = 50) {
  const random = randomOf(seed + 1)
  const pick = list => list[random(list.length)]
  const shared = Object.entries(realistic(remotes, seed, mix)).map(([name, { shared }]) => ({
    name,
    shared,
    version: 1,
  }))
  const outcomes = { afresh: visitor('afresh'), prefer: visitor('prefer'), kept: visitor('kept') }
  for (const { visit } of Object.values(outcomes)) visit(shared.map(toRemote))
  const first = outcomes.afresh.downloaded()

  for (let deploy = 0; deploy < deploys; deploy++) {
    const at = random(shared.length)
    const old = shared[at]
    const upgraded = upgrade(old.shared, shared, pick, random(10))
    shared[at] = { ...old, version: old.version + 1, shared: resolvesAlone(upgraded) ? upgraded : old.shared }
    for (const { visit } of Object.values(outcomes)) visit(shared.map(toRemote))
  }
  const each = read => Object.fromEntries(Object.entries(outcomes).map(([way, outcome]) => [way, read(outcome)]))
  return { first, ...each(({ downloaded }) => downloaded() - first), cost: each(({ cost }) => cost()) }
}

function upgrade(own, all, pick, kind) {
  const donor = pick(all).shared
  if (kind === 9) return sameFramework(own, donor) ? donor : own
  if (kind < 6) return own
  const name = pick(Object.keys(own))
  const family = families.find(members => members.includes(name)) ?? [name]
  const newer = all.filter(({ shared }) => isUpgrade(versionOf(own, name), versionOf(shared, name)))
  if (newer.length === 0) return own
  const { shared: from } = pick(newer)
  const taken = family.filter(member => own[member] && from[member]).map(member => [member, from[member]])
  return { ...own, ...Object.fromEntries(taken) }
}

const roots = ['react', 'vue', 'ng-core']
const sameFramework = (a, b) => roots.every(root => Boolean(a[root]) === Boolean(b[root]))
const versionOf = (shared, name) => shared[name]?.copies[0].version
const majorOf = version => version.split('.', 1)[0]

function isUpgrade(from, to) {
  return to !== undefined && majorOf(from) === majorOf(to) && compareVersions(to, from) > 0
}

/** What the build plugin asks of each remote. */
function resolvesAlone(shared) {
  return resolveShared([toRemote({ name: 'alone', shared, version: 1 })]).rejected.size === 0
}

function toRemote({ name, shared, version }) {
  return { name, base: `https://cdn.test/${name}/${version}/`, manifest: { shared, modules: {}, integrity: {} } }
}

/** Someone who looks at the page after each deploy and keeps all files. */
function visitor(way) {
  const cache = new Map()
  let resolution
  const resolve = remotes => {
    if (way === 'afresh' || !resolution) return resolveShared(remotes)
    const kept = way === 'kept' ? keptCopies(remotes, resolution, 'system') : []
    return resolveKeeping(remotes, kept, { prefer: resolution })
  }
  return {
    visit(remotes) {
      resolution = resolve(remotes)
      for (const [url, size] of copiesOf(resolution)) cache.set(url, size)
    },
    downloaded: () => [...cache.values()].reduce((sum, size) => sum + size, 0),
    cost: () => resolution.cost,
  }
}

function copiesOf({ environments, remotes }) {
  const placements = [...environments.values()].flatMap(environment => [...environment.values()])
  return new Map(
    placements.map(({ url, provider, package: name }) => [
      url,
      remotes.get(provider).manifest.shared[name].copies[0].size,
    ]),
  )
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  console.log('mix              remotes  first visit  50 deploys: afresh    prefer     kept')
  for (const name of ['caret', 'pins by remote']) {
    if (argv[2] && argv[2] !== name) continue
    for (const remotes of [10, 30]) {
      const runs = [1, 2, 3].map(seed => returningVisitor(remotes, seed, mixes[name]))
      const mean = key => `${Math.round(runs.reduce((sum, run) => sum + run[key], 0) / runs.length)} kB`
      const columns = ['first', 'afresh', 'prefer', 'kept'].map((key, at) => mean(key).padStart([12, 19, 9, 8][at]))
      console.log(name.padEnd(16), String(remotes).padStart(7), ...columns)
    }
  }
}
