import { FederationError } from '../errors/federation-error.js'
import { allExtras } from './extras.js'
import type { Remote, Resolution, ResolveOptions } from './resolution.js'
import { resolveWithin, usualBudget } from './resolve-within.js'
import { toResolution } from './to-resolution.js'

/**
 * Chooses for each remote one copy of each package that it needs: coherent, in range, and at the least total cost. How is
 * said in resolve-within.ts.
 *
 * @throws FED-201, FED-202 for what is no version or range, FED-204 for two remotes of one name, FED-205 for a pin that
 * no remote has
 */
export function resolveShared(remotes: readonly Remote[], options: ResolveOptions = {}): Resolution {
  const names = new Set<string>()
  for (const { name } of remotes) {
    if (names.has(name)) {
      throw new FederationError('FED-204', `${name} is there twice. Give each remote one entry.`, { remote: name })
    }
    names.add(name)
  }
  return toResolution(resolveWithin(usualBudget, remotes, options, allExtras))
}
