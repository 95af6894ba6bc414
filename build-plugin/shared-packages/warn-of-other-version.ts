import { importerIn } from '../importer-in.js'
import { findOwner, type InstalledPackage, nameWithVersion } from '../packages/find-package.js'
import type { Warn } from '../warn.js'

/** FED-521: an import gets another version than the one that the remote shares, so that it is bundled. */
export function warnOfOtherVersion(
  warn: Warn,
  shared: InstalledPackage,
  found: InstalledPackage,
  folder: string,
): void {
  const importer = findOwner(importerIn(folder))?.packageJson
  // Who bundles it was warned of already: it imports parts of itself.
  if (importer?.name === found.name) return
  warn(
    'FED-521',
    `${importer?.name ?? folder} imports '${found.name}' and gets ${nameWithVersion(found)}, while ${nameWithVersion(shared)} is shared. ` +
      `It runs with a ${found.name} of its own. Install one version of ${found.name} that suits both.`,
  )
}
