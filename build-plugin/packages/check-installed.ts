import { join } from 'node:path'
import { FederationError } from '../../core/index.js'
import type { Settings } from '../options/federation-options.js'
import { suggestName } from '../options/find-nearest-name.js'
import type { Warn } from '../warn.js'
import { findSharedPackage } from './find-shared-package.js'

/**
 * FED-505 for a shared package that neither the remote nor any of its shared packages can import; FED-529, a warning, where
 * all dependencies are to be shared, and there are none.
 */
export function checkInstalled(settings: Settings, warn: Warn): void {
  if (settings.sharesDependencies && settings.shared.size === 0) {
    const file = join(settings.root, 'package.json')
    const detail = `shared is 'dependencies', and ${file} names none that is installed; devDependencies do not count. Move what runs in the page to \`dependencies\`.`
    warn('FED-529', detail)
  }
  const names = [...settings.shared].filter(([, { carriesCopy }]) => carriesCopy).map(([name]) => name)
  const found = names.map(name => findSharedPackage(settings, name, settings.root)).filter(owner => owner !== undefined)
  for (const name of names) {
    const isInstalled =
      found.some(owner => owner.name === name) ||
      found.some(owner => findSharedPackage(settings, name, owner.root) !== undefined)
    if (isInstalled) continue
    throw new FederationError(
      'FED-505',
      `shared names '${name}', which is not installed for ${settings.name} (looked from ${settings.root} upwards).` +
        `${suggestName(
          name,
          found.map(owner => owner.name),
        )} Install it, take it out of \`shared\`, or set \`import: false\` to rely on another remote's copy.`,
      { remote: settings.name, specifier: name },
    )
  }
}
