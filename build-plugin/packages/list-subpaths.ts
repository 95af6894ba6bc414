import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { InstalledPackage } from './find-package.js'
import { formatPackageSpecifier } from './parse-package-specifier.js'

/** The subpaths that a package's `exports` names, patterns left out; `['.']` where it has none. For suggestions. */
export function listSubpaths({ packageJson }: InstalledPackage): string[] {
  const { exports } = packageJson
  if (typeof exports !== 'object' || exports === null) return ['.']
  const keys = Object.keys(exports).filter(key => key.startsWith('.') && !key.includes('*'))
  return keys.length === 0 ? ['.'] : keys
}

/** Whether a package has a subpath, as far as its package.json and files tell without resolving it. */
export function hasSubpath({ root, packageJson, source }: InstalledPackage, ofName: string): boolean {
  const subpath = source ? formatPackageSpecifier(source.subpath, ofName) : ofName
  const { exports } = packageJson
  if (typeof exports === 'object' && exports !== null) return subpath in exports
  return (
    subpath === '.' || ['', '.js', '.mjs', '.cjs', '/package.json'].some(end => existsSync(join(root, subpath + end)))
  )
}
