import { join } from 'node:path'
import type { Settings } from '../options/federation-options.js'
import { findOwner, readPackageJson } from '../packages/find-package.js'
import type { Warn } from '../warn.js'

/**
 * FED-529 where all dependencies are to be shared and there are none, while some of what is bundled stands among the
 * devDependencies.
 *
 * @param ownFiles the source files of the remote's own modules
 */
export function warnOfNothingShared(settings: Settings, ownFiles: readonly string[], warn: Warn): void {
  const { root, shared, sharesDependencies } = settings
  if (!sharesDependencies || shared.size > 0) return
  const bundled = new Set(ownFiles.map(file => findOwner(file)?.packageJson.name))
  const missed = Object.keys(readPackageJson(root)?.devDependencies ?? {}).filter(name => bundled.has(name))
  if (!missed.length) return
  const file = join(root, 'package.json')
  const detail = `shared is 'dependencies', and ${file} has none that is installed. Move there what runs in the page, now in devDependencies: ${missed.join(', ')}.`
  warn('FED-529', detail)
}
