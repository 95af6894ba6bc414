import type { Manifest } from '../../core/index.js'
import { isLockstep, uiRuntimes } from '../packages/known-packages.js'
import { formatPackageSpecifier } from '../packages/parse-package-specifier.js'

/**
 * The frameworks among what the sources use, that are hot-reloaded by way of their build for development: of each a
 * specifier that is in use.
 */
export function listFrameworks({ shared }: Manifest): string[] {
  const used = Object.entries(shared).flatMap(([name, { uses }]) => {
    const [subpath] = Object.keys(uses)
    return subpath === undefined ? [] : [[name, formatPackageSpecifier(name, subpath)] as const]
  })
  // Where the remote has what renders a library, that tells.
  const isTold = (library: string) => used.some(([name]) => isLockstep(name, library))
  const isFramework = (name: string) => (uiRuntimes.has(name) ? !isTold(name) : name === 'react-dom')
  return used.flatMap(([name, specifier]) => (isFramework(name) ? specifier : []))
}
