import type { Settings } from '../options/federation-options.js'
import { findPackage, type InstalledPackage } from '../packages/find-package.js'
import { formatPackageSpecifier } from '../packages/parse-package-specifier.js'

/**
 * The package that a shared name stands for, as a module in `fromFolder` gets it. Where the options say what to offer under
 * the name, that is the same for every importer, and one of the name itself does not count.
 */
export function findSharedPackage(
  { root, shared }: Settings,
  name: string,
  fromFolder: string,
): InstalledPackage | undefined {
  const { source, version } = shared.get(name) ?? {}
  if (!source) return findPackage(name, fromFolder)
  const found = findPackage(source.package, root)
  return found && { ...found, name, source, version: version ?? found.version }
}

/** What an import of a subpath of a shared package is to be looked up as. */
export function toSourceSpecifier({ name, source }: InstalledPackage, subpath: string): string {
  return formatPackageSpecifier(source ? formatPackageSpecifier(source.package, source.subpath) : name, subpath)
}
