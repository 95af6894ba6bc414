import { suggestName } from '../../core/errors/find-nearest-name.js'
import { FederationError } from '../../core/index.js'
import type { Settings } from '../options/federation-options.js'
import { isPlugAndPlay } from '../packages/find-package.js'
import { findSharedPackage } from './find-shared-package.js'

/** FED-505 for a shared package that neither the remote nor any of its shared packages can import. */
export function checkInstalled(settings: Settings): void {
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
        )} ${advice()}`,
      { remote: settings.name, specifier: name },
    )
  }
}

function advice(): string {
  return isPlugAndPlay()
    ? "Plug'n'Play is on, and packages are read from node_modules: set `nodeLinker: node-modules` in .yarnrc.yml (pnpm: no `nodeLinker: pnp`), and install anew."
    : "Install it, take it out of `shared`, or set `import: false` to rely on another remote's copy."
}
