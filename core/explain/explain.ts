import type { Cause, Placement, Resolution } from '../resolution/resolution.js'

/**
 * Says in plain sentences who runs on what, and why.
 *
 * @param name only this package
 * @param remote only this remote
 * @returns one line for each placement, warning and rejection, remotes and packages in code-unit order
 */
export function explain(resolution: Resolution, name?: string, remote?: string): string {
  const { environments, rejected, warned } = resolution
  const lines: string[] = []
  const isAsked = (other: string) => remote === undefined || other === remote
  for (const [user, causes] of rejected) {
    if (isAsked(user)) lines.push(`${user} is rejected: ${sentences(causes)}`)
  }
  for (const [user, environment] of environments) {
    if (!isAsked(user)) continue
    if (warned.has(user)) lines.push(`${user} is warned: ${sentences(warned.get(user)!)}`)
    for (const placement of environment.values()) {
      if (name === undefined || placement.package === name) lines.push(explainPlacement(user, placement))
    }
  }
  return lines.join('\n')
}

function explainPlacement(user: string, { package: name, version, provider, causes }: Placement): string {
  const whose = provider === user ? 'its own copy' : `the copy of ${provider}`
  const why = causes.filter(cause => cause.kind !== 'own')
  return `${user} runs on ${name} ${version}, ${whose}${why.length ? `: ${sentences(why)}` : '.'}`
}

function sentences(causes: readonly Cause[]): string {
  return `${causes.map(sentence).join('; ')}.`
}

function sentence(cause: Cause): string {
  switch (cause.kind) {
    case 'uses':
      return `its code accepts ${range(cause.requiredVersion)}`
    case 'required-by':
      return `${cause.package} ${cause.version} requires ${range(cause.requiredVersion)}`
    case 'own':
      return 'it brings this copy itself'
    case 'instead-of':
      return `one copy less than with its own ${list(cause.versions)}`
    case 'same-as':
      return cause.why === 'singleton'
        ? `a singleton, the same copy as ${list(cause.remotes)}`
        : `components cross, so the same copy as ${list(cause.remotes)}`
    case 'pinned':
      return 'an earlier resolution of this page placed it'
    case 'out-of-range':
      return `it gets ${cause.package} ${cause.version}, out of its range ${range(cause.requiredVersion)}, ${
        cause.remotes.length ? `to have the same copy as ${list(cause.remotes)}` : 'the only one that there is'
      }`
    case 'no-format':
      return `it is built for ${list(cause.formats)}, and this page loads ${cause.format}`
    case 'no-copy':
      return `no copy of ${cause.package} will do, it needs ${range(cause.requiredVersion)}${
        cause.offers.length
          ? `: ${cause.offers.map(offer => `${offer.version} of ${offer.provider} fails in its ${offer.lacks}`).join(', ')}`
          : ', and no remote offers one'
      }`
    case 'conflict':
      return `it would need ${cause.package} otherwise than ${list(cause.remotes)}`
  }
}

function range(requiredVersion: string | false): string {
  return requiredVersion === false ? 'every version' : requiredVersion || '*'
}

function list(words: readonly string[]): string {
  return words.length > 1 ? `${words.slice(0, -1).join(', ')} and ${words.at(-1)}` : (words[0] ?? 'nobody')
}
