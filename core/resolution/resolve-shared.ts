import { FederationError } from '../errors/federation-error.js'
import type { Requirement } from '../manifest/manifest.js'
import { parseRange } from '../ranges/parse-range.js'
import { parseVersion } from '../ranges/parse-version.js'
import { allExtras, type Extras } from './extras.js'
import type { ReadDeclaration } from './read-model.js'
import { recallDeclarations } from './recall-declarations.js'
import type { Remote, Resolution, ResolveOptions } from './resolution.js'
import { resolveWithin, usualBudget } from './resolve-within.js'
import { sharePlacements } from './share-placements.js'
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
  return toResolution(resolveWithin(usualBudget, remotes, options, checkedExtras), sharePlacements)
}

/** Manifests that were parsed have passed this. */
const checkedExtras: Extras = {
  ...allExtras,
  recall: (read, options) => recallDeclarations(withCheck(read), options),
}

/** Checks each version and each range once. */
function withCheck(read: ReadDeclaration): ReadDeclaration {
  const versions = new Set<string>()
  const ranges = new Set<string | false>([false])
  const checkRange = ({ requiredVersion }: Pick<Requirement, 'requiredVersion'>): void => {
    if (!ranges.has(requiredVersion)) parseRange(requiredVersion as string)
    ranges.add(requiredVersion)
  }
  return (unit, name, shared) => {
    checkRange(shared)
    for (const { version, requires = {} } of shared.copies ?? []) {
      if (!versions.has(version)) parseVersion(version)
      versions.add(version)
      for (const required in requires) checkRange(requires[required]!)
    }
    return read(unit, name, shared)
  }
}
