import { FederationError } from '../errors/federation-error.js'
import { parseRange } from '../ranges/parse-range.js'
import { parseVersion } from '../ranges/parse-version.js'
import { allExtras } from './extras.js'
import type { Remote, Resolution, ResolveOptions } from './resolution.js'
import { resolveWithin, usualBudget } from './resolve-within.js'
import { shareCauses } from './share-causes.js'
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
  const versions = new Set<string>()
  const ranges = new Set<string | false>()
  for (const { name, manifest } of remotes) {
    if (names.has(name)) {
      throw new FederationError('FED-204', `${name} is there twice. Give each remote one entry.`, { remote: name })
    }
    names.add(name)
    for (const { requiredVersion, copies = [] } of Object.values(manifest.shared ?? {})) {
      ranges.add(requiredVersion)
      for (const { version, requires = {} } of copies) {
        versions.add(version)
        for (const { requiredVersion } of Object.values(requires)) ranges.add(requiredVersion)
      }
    }
  }
  // Manifests that were parsed have passed this.
  for (const version of versions) parseVersion(version)
  for (const range of ranges) if (range !== false) parseRange(range)
  return toResolution(resolveWithin(usualBudget, remotes, options, allExtras), shareCauses)
}
