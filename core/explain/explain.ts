import type { Cause, Offer, Placement, Resolution } from '../resolution/resolution.js'
import { list } from './list.js'

/**
 * Says in plain sentences who runs on what, and why.
 *
 * @param packageName only this package
 * @param remote only this remote
 * @returns one line for each rejection, warning and placement, by remote and package in code-unit order; without
 * arguments a first line that sums up
 */
export function explain(resolution: Resolution, packageName?: string, remote?: string): string {
  const { environments, rejected } = resolution
  const lines = packageName === undefined && remote === undefined ? [sumUp(resolution)] : []
  const names = [...environments.keys(), ...rejected.keys()].sort()
  for (const name of names.filter(name => remote === undefined || name === remote)) {
    const outcome = explainOutcome(resolution, name)
    if (outcome !== undefined) lines.push(outcome)
    for (const [shared, placement] of environments.get(name) ?? []) {
      if (packageName === undefined || shared === packageName) lines.push(explainPlacement(resolution, name, placement))
    }
  }
  return lines.join('\n')
}

/** Why a remote is rejected or warned, in a sentence; undefined where it is neither. */
export function explainOutcome({ rejected, warned }: Resolution, remote: string): string | undefined {
  const why = rejected.get(remote) ?? warned.get(remote)
  return why && `${remote} is ${rejected.has(remote) ? 'rejected' : 'warned'}: ${sentenceOf(why)}`
}

function sumUp({ environments, rejected, warned, cost, optimal, lowerBound }: Resolution): string {
  const urls = new Set([...environments.values()].flatMap(seen => [...seen.values()].map(({ url }) => url)))
  const outcome = [
    count(environments.size + rejected.size, 'remote'),
    ...(rejected.size ? [`${rejected.size} rejected`] : []),
    ...(warned.size ? [`${warned.size} warned`] : []),
    `${urls.size === 1 ? '1 copy' : `${urls.size} copies`} in use, ${count(cost, 'byte')}`,
  ]
  return `${outcome.join(', ')}: ${optimal ? 'proven to be the least' : `no less than ${count(lowerBound.cost, 'byte')} would do`}.`
}

function explainPlacement({ environments }: Resolution, name: string, placement: Placement): string {
  const { package: shared, version, provider, url, causes } = placement
  const whose = provider === name ? 'its own copy' : `the copy of ${provider}`
  const others = [...environments].flatMap(([other, seen]) =>
    other !== name && other !== provider && seen.get(shared)?.url === url ? [other] : [],
  )
  const sharers = others.length ? `, shared with ${list(others)}` : ''
  const reasons = causes.filter(cause => cause.kind !== 'own')
  return `${name} runs on ${shared} ${version}, ${whose}${sharers}: ${sentenceOf(reasons)}`
}

function sentenceOf(causes: readonly Cause[]): string {
  return `${[...new Set(causes.map(explainCause))].join('; ')}.`
}

function explainCause(cause: Cause): string {
  switch (cause.kind) {
    case 'uses':
      return `its code accepts ${range(cause.requiredVersion)}`
    case 'required-by':
      return `its ${cause.package} ${cause.version} requires ${range(cause.requiredVersion)}`
    case 'own':
      return 'it brings this copy itself'
    case 'instead-of':
      return `it leaves the ${list(cause.versions)} that it brings, for a better whole`
    case 'same-as':
      return cause.why === 'singleton'
        ? `it is a singleton, so one copy for it and ${list(cause.remotes)}`
        : `components cross between it and ${list(cause.remotes)}, so one copy for both`
    case 'pinned':
      return 'it was placed before, and stays'
    case 'out-of-range':
      return `its code accepts ${range(cause.requiredVersion)} of ${cause.package} and gets ${cause.version}, ${
        cause.remotes.length ? `to have one copy with ${list(cause.remotes)}` : 'since there is nothing in range'
      }`
    case 'no-format':
      return `it is built for ${list(cause.formats)}, and this page loads ${cause.format}`
    case 'no-copy':
      return `it needs ${cause.package} in ${range(cause.requiredVersion)}, and ${
        cause.offers.length ? `of what is offered ${list(cause.offers.map(explainOffer))}` : 'nobody offers any'
      }`
    case 'conflict':
      return explainConflict(cause)
  }
}

function explainOffer({ provider, version, lacks }: Offer): string {
  const what = {
    'share scope': 'is in another share scope',
    range: 'is out of range',
    exports: 'lacks something that is used',
    requires: 'requires something that cannot be had',
  }
  return `${version} of ${provider} ${what[lacks]}`
}

function explainConflict({ package: shared, why, remotes }: Cause & { readonly kind: 'conflict' }): string {
  if (why === 'singleton') return `${shared} is a singleton, and no version serves both it and ${list(remotes)}`
  if (why === 'peers') {
    return `components cross between it and ${list(remotes)}, and no ${shared} has the version and the subpaths that both need`
  }
  return `there are too few copies of ${shared} for it and ${list(remotes)}, who see them with other packages`
}

function range(requiredVersion: string | false): string {
  return requiredVersion === false ? 'every version' : requiredVersion || '*'
}

function count(number: number, word: string): string {
  return `${number.toLocaleString('en')} ${word}${number === 1 ? '' : 's'}`
}
