// Portfolios for the resolver's benchmarks: what hundreds of teams' manifests look like.
//
// `registry` says which versions there are. Each remote is of one of the `families`, which picks from them, newer ones more
// often, and adds some free-standing libraries. A `mix` says how the ranges are written.
import { randomOf } from '../testing/random-of.mjs'

/** How many ranges in a hundred are `exact`, `tilde` or a `union`; the others begin with a caret. */
export const mixes = {
  caret: { exact: 0, tilde: 0 },
  // Each team writes all its ranges in one style.
  'pins by remote': { exact: 3, tilde: 5, isOneStyle: true },
  // Any range may be a pin: hard.
  'pins by range': { exact: 3, tilde: 5 },
}

/**
 * Package → its major versions, how many minor ones each of them has, and how many patches these have at most; or the package
 * that it is released with. Sizes in kilobytes.
 */
const registry = {
  react: { majors: [17, 18, 19], minors: [3, 4], patches: 3, size: 3 },
  'react-dom': { releasedWith: 'react', size: 40 },
  vue: { majors: [2, 3], minors: [5], patches: 3, size: 40 },
  'ng-core': { majors: [15, 16, 17], minors: [3], patches: 3, size: 60 },
  'ng-common': { releasedWith: 'ng-core', size: 20 },
  'ng-router': { releasedWith: 'ng-core', size: 25 },
  'ng-forms': { releasedWith: 'ng-core', size: 25 },
  zustand: { majors: [3, 4, 5], minors: [5], patches: 3, size: 2 },
  'react-query': { majors: [3, 4, 5], minors: [6], patches: 3, size: 13 },
  'react-router': { majors: [5, 6], minors: [6], patches: 3, size: 20 },
  kit: { majors: [1, 2, 3], minors: [6], patches: 3, size: 90 },
  'react-hook-form': { majors: [6, 7], minors: [6], patches: 3, size: 10 },
  'react-i18next': { majors: [11, 12, 13], minors: [4], patches: 3, size: 8 },
  'react-table': { majors: [7, 8], minors: [5], patches: 3, size: 15 },
  motion: { majors: [6, 10, 11], minors: [5], patches: 3, size: 40 },
  pinia: { majors: [2], minors: [4], patches: 3, size: 5 },
  'vue-router': { majors: [3, 4], minors: [4], patches: 3, size: 10 },
  rxjs: { majors: [6, 7], minors: [4], patches: 3, size: 15 },
  date: { majors: [2, 3], minors: [6], patches: 3, size: 20 },
  lodash: { majors: [4], minors: [4], patches: 4, size: 25 },
  axios: { majors: [1, 2], minors: [6], patches: 3, size: 13 },
  i18n: { majors: [22, 23], minors: [5], patches: 3, size: 15 },
}

/** A remote is of the first of these whose `below` is above what it throws with a die of a hundred. */
const families = [
  { below: 70, declare: declareReact },
  { below: 85, declare: declareVue },
  { below: 100, declare: declareAngular },
]

/** Package → the least React that each of its major versions accepts. Those with `onDom` require react-dom too. */
const reactPackages = {
  zustand: { least: [16, 16, 18] },
  'react-query': { least: [16, 16, 18] },
  'react-router': { least: [15, 16], onDom: true },
  kit: { least: [16, 17, 18], onDom: true },
  'react-hook-form': { least: [16, 16] },
  'react-i18next': { least: [16, 16, 16] },
  'react-table': { least: [16, 16] },
  motion: { least: [16, 18, 18], onDom: true },
}

/** react-dom in lockstep, and packages of about the same age as the React that they are used with. */
function declareReact({ random, chance, release, declare }) {
  const version = release('react')
  const range = declare('react', version)
  declare('react-dom', version, { react: textOf(version) }, chance(90) ? range : undefined)
  for (const [name, { least, onDom }] of Object.entries(reactPackages)) {
    if (chance(30)) continue
    const { majors } = registry[name]
    const age = version[0] - 18 + random(2) + (chance(10) ? 1 : 0)
    const generation = Math.max(0, Math.min(majors.length - 1, age))
    const peer = `>=${Math.min(least[generation], version[0])}.0.0`
    declare(name, release(name, majors[generation]), {
      react: generation === 0 ? `^${least[0]}.0.0 || ^17.0.0 || ^18.0.0 || ^19.0.0` : peer,
      ...(onDom && { 'react-dom': peer }),
    })
  }
}

function declareVue({ chance, release, declare }) {
  const version = release('vue')
  const [major] = version
  declare('vue', version)
  if (!chance(20)) declare('pinia', release('pinia'), { vue: '^2.0.0 || ^3.0.0' })
  if (!chance(20)) declare('vue-router', release('vue-router', major + 1), { vue: `^${major}.0.0` })
}

/** Like Angular: packages that require each other at exactly their own version. */
function declareAngular({ pick, chance, rangeOf, release, declare }) {
  const version = release('ng-core')
  const core = { rxjs: '^6.0.0 || ^7.0.0' }
  const common = { ...core, 'ng-core': textOf(version) }
  const others = { ...common, 'ng-common': textOf(version) }
  declare('rxjs', release('rxjs', version[0] === 15 ? pick([6, 7]) : 7))
  const range = rangeOf(version)
  declare('ng-core', version, core, range)
  declare('ng-common', version, common, range)
  for (const name of ['ng-router', 'ng-forms']) if (!chance(20)) declare(name, version, others, range)
}

function declareLibraries({ chance, release, declare, shared }) {
  for (const name of ['date', 'lodash', 'axios', 'i18n']) if (!chance(25)) declare(name, release(name))
  if (!shared.rxjs && chance(20)) declare('rxjs', release('rxjs'))
}

/**
 * The manifests of a page: `shared`, which is what the resolver reads of them. Deterministic in its arguments.
 *
 * @param {number} remotes
 * @param {number} seed
 * @param {{ exact?: number, tilde?: number, union?: number, isOneStyle?: boolean }} mix
 */
export function realistic(remotes, seed, mix) {
  const dice = diceOf(randomOf(seed))
  const releases = publish(dice)
  const names = Array.from({ length: remotes }, (_, index) => `r${String(index).padStart(5, '0')}`)
  return Object.fromEntries(names.map(name => [name, { shared: sharedOf(dice, releases, mix) }]))
}

function diceOf(random) {
  return { random, pick: list => list[random(list.length)], chance: percent => random(100) < percent }
}

/** Package → its versions, from old to new: `[18, 2, 0]`. */
function publish({ random, pick }) {
  const releases = {}
  for (const [name, { releasedWith, majors, minors, patches }] of Object.entries(registry)) {
    releases[name] = releasedWith ? releases[releasedWith] : []
    if (releasedWith) continue
    const minorCount = minors.length > 1 ? pick(minors) : minors[0]
    for (const major of majors) {
      for (let minor = 0; minor < minorCount; minor++) {
        for (let patch = 0; patch <= random(patches); patch++) releases[name].push([major, minor, patch])
      }
    }
  }
  return releases
}

/** What one remote declares. */
function sharedOf(dice, releases, mix) {
  const { random, chance } = dice
  const shared = {}
  const style = chance(mix.isOneStyle ? 100 : 0) ? random(100) : undefined
  const rangeOf = version => writeRange(version, mix, style ?? random(100))
  /** A version of a package, or of one major version of it: newer ones are likelier. */
  const release = (name, major) => {
    const versions = releases[name].filter(version => major === undefined || version[0] === major)
    return versions[Math.max(random(versions.length), random(versions.length))]
  }
  /** Returns the range. */
  const declare = (name, version, requires = {}, range = rangeOf(version)) => {
    shared[name] = sharedPackage(name, textOf(version), requires, range, chance(5))
    return range
  }

  const thrown = random(100)
  const family = families.find(({ below }) => thrown < below)
  family.declare({ ...dice, rangeOf, release, declare })
  declareLibraries({ ...dice, release, declare, shared })
  return shared
}

function writeRange([major, minor, patch], { exact = 3, tilde = 5, union = 8 }, style) {
  const isWithin = (from, percent) => style >= from && style < from + percent
  if (isWithin(0, exact)) return `${major}.${minor}.${patch}`
  if (isWithin(exact, tilde)) return `~${major}.${minor}.0`
  if (isWithin(exact + tilde, union)) return `^${major - 1}.0.0 || ^${major}.0.0`
  if (isWithin(exact + tilde + union, 15)) return `^${major}.0.0`
  return `^${major}.${minor}.${patch}`
}

function sharedPackage(name, version, requires, requiredVersion, usesClient) {
  const file = subpath => ({ file: `shared/${name}@${version}-b1/${subpath}.js` })
  const ranges = Object.entries(requires).map(([required, range]) => [
    required,
    { requiredVersion: range, uses: { '.': '*' } },
  ])
  return {
    requiredVersion,
    uses: usesClient ? { '.': '*', './client': '*' } : { '.': '*' },
    singleton: false,
    strictVersion: false,
    shareScope: 'default',
    copies: [
      {
        version,
        build: 'b1',
        size: registry[name].size,
        requires: Object.fromEntries(ranges),
        provides: { '.': file('index'), './client': file('client') },
      },
    ],
  }
}

const textOf = version => version.join('.')
