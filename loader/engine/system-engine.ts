import type { EngineFactory } from './engine.js'
import type { System } from './system.js'
import { withFailover } from './with-failover.js'
import { withOwnScripts } from './with-own-scripts.js'
import { withPageMap } from './with-page-map.js'
import { preloadModules, preloadStylesheets, withPreload } from './with-preload.js'
import { withRetry } from './with-retry.js'
import { withStylesheets } from './with-stylesheets.js'

/**
 * SystemJS as the engine. Each feature wraps SystemJS's hooks on the instance, so that a module's own `import()` and
 * the page's `System.import` go the same way as the loader's.
 *
 * @param system the page's own SystemJS 6, or the one that fedmap brings
 */
export function systemEngine(system: System): EngineFactory {
  return page => {
    withPageMap(system, page)
    withOwnScripts(system, page)
    withFailover(system, page)
    withStylesheets(system, page)
    withPreload(system, page)
    withRetry(system)
    return {
      name: 'system',
      format: 'system',
      addImportMap: map => system.addImportMap(map),
      import: (specifier, parentUrl) => system.import(specifier, parentUrl),
      preload(url) {
        preloadModules(url, page)
        preloadStylesheets(url, page)
      },
    }
  }
}
