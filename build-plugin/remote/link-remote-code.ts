import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Settings } from '../options/federation-options.js'
import { findRemote } from '../options/find-remote.js'
import { formatPackageSpecifier } from '../packages/parse-package-specifier.js'
import { findSharedPackage } from '../shared-packages/find-shared-package.js'
import type { LinkDecision } from '../shared-packages/link-packages.js'
import { warnOfOtherVersion } from '../shared-packages/warn-of-other-version.js'

/**
 * What becomes of the imports in the remote's own code, and in the packages that are bundled into it: those of other
 * remotes stay bare, aliases replaced by names; those of shared packages too, where the importer gets the version that the
 * remote's root gets.
 */
export function linkRemoteCode(settings: Settings): LinkDecision {
  return (specifier, importerFile, warn) => {
    const { root, shared, remotes } = settings
    const remote = findRemote(remotes, formatPackageSpecifier(specifier.package, specifier.subpath))
    if (remote !== undefined) return { bare: remote, hasSideEffects: true }

    const sharing = shared.get(specifier.package)
    if (!sharing) return undefined
    // What a plugin makes up lies nowhere, and imports what the remote does.
    const folder = existsSync(importerFile) ? dirname(importerFile) : root
    const found = findSharedPackage(settings, specifier.package, folder)
    const settled = findSharedPackage(settings, specifier.package, root)
    if (sharing.carriesCopy && (!settled || found?.version !== settled.version)) {
      if (found && settled) warnOfOtherVersion(warn, settled, found, folder)
      return undefined
    }
    return {
      bare: formatPackageSpecifier(specifier.package, specifier.subpath),
      hasSideEffects: found?.packageJson.sideEffects !== false,
    }
  }
}
