import type { Copy, Manifest, SharedPackage } from '../../core/index.js'
import type { Settings } from '../options/federation-options.js'
import { findPackage } from '../packages/find-package.js'
import { isLockstep, usualSubpaths } from '../packages/known-packages.js'
import { hasSubpath } from '../packages/list-subpaths.js'

/*
 * React 19 throws where react is built for development and react-dom for production, or the other way round. So a remote that
 * is built for development brings both, whether its own code uses both or not, and each of these copies goes with the
 * other kind's builds for development alone.
 */

/** What only copies for development have, and require of each other. */
const marker = './fedmap-development'

/** Shares with a library what renders it. */
export function carryRenderers(settings: Settings): Settings {
  const shared = new Map(settings.shared)
  for (const [renderer, usual] of Object.entries(usualSubpaths)) {
    const [library, sharing] = [...settings.shared].find(([name]) => isLockstep(renderer, name)) ?? []
    const own = settings.shared.get(renderer)
    if (!library || !sharing?.carriesCopy || sharing.source || own?.carriesCopy === false) continue
    const found = findPackage(renderer, settings.root)
    if (!found || found.version !== findPackage(library, settings.root)?.version) continue
    const subpaths = [...(own?.subpaths ?? []), ...usual.filter(subpath => hasSubpath(found, subpath))]
    shared.set(renderer, { ...(own ?? { ...sharing, requiredVersion: undefined, requires: {} }), subpaths })
  }
  return { ...settings, shared }
}

/** Has the copies of a library and those of what renders it require each other. */
export function bindRenderers(manifest: Manifest): Manifest {
  const shared: Record<string, SharedPackage> = { ...manifest.shared }
  const bind = (name: string, other: string) => {
    shared[name] = { ...shared[name]!, copies: shared[name]!.copies.map(copy => bindCopy(copy, other)) }
  }
  const carried = Object.keys(shared).filter(name => shared[name]!.copies.length > 0)
  for (const renderer of carried) {
    const library = carried.find(name => isLockstep(renderer, name))
    if (library === undefined) continue
    bind(renderer, library)
    bind(library, renderer)
  }
  return { ...manifest, shared }
}

function bindCopy(copy: Copy, other: string): Copy {
  const { version, provides, requires } = copy
  const { file } = Object.values(provides)[0]!
  return {
    ...copy,
    provides: { ...provides, [marker]: { file } },
    requires: { ...requires, [other]: { requiredVersion: version, uses: { ...requires[other]?.uses, [marker]: [] } } },
  }
}
