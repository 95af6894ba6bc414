import { FederationError } from '../core/index.js'
import { systemEngine } from './engine/system-engine.js'
import type { Loader, LoaderOptions } from './loader.js'
import { createPageLoader } from './page/page-loader.js'

/**
 * Makes the page's loader: reads importmap.json, has the map composed where it is not, and imports modules by it.
 * One a page. `fedmap.js` does this by itself; this is for a page with a bundle of its own.
 *
 * @throws FED-411 where no engine is given and the page has no SystemJS
 */
export function createLoader(options: LoaderOptions = {}): Loader {
  const engine = options.engine ?? systemEngine(pageSystem())
  return createPageLoader(
    { ...options, engine },
    {
      composing: () => import('./compose/create-remotes.js'),
      developer: () => import('./scripts/fedmap-developer.js'),
      async moduleFederation(page) {
        const { createModuleFederation } = await import('./module-federation/create-module-federation.js')
        return createModuleFederation(pageSystem(), page)
      },
    },
  )
}

function pageSystem() {
  if (window.System) return window.System
  throw new FederationError(
    'FED-411',
    'load SystemJS 6 (systemjs/dist/s.js) before, or use fedmap.js, which brings it.',
  )
}
