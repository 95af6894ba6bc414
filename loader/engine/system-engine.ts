import type { EngineFactory } from './engine.js'
import { createPreloads } from './preloads.js'
import type { System } from './system.js'
import { withClosure } from './with-closure.js'
import { withFailover } from './with-failover.js'
import { withOwnScripts } from './with-own-scripts.js'
import { withPageMap } from './with-page-map.js'
import { withRetry } from './with-retry.js'
import { withWholeStandIns } from './with-whole-stand-ins.js'

/**
 * SystemJS as the engine. Each feature wraps SystemJS's hooks on the instance, so that a module's own `import()` and
 * the page's `System.import` go the same way as the loader's.
 *
 * @param system the page's own SystemJS 6, or the one that fedmap brings
 */
export function systemEngine(system: System): EngineFactory {
  return page => {
    const preloads = createPreloads(page)
    // Each goes around what those before it have made, so the last one is asked first. Of the three that load a file, a
    // script is the innermost; a copy of another build takes over only where none of the same build could. Of those that
    // import a module, what failed before is forgotten before anything is requested.
    withPageMap(system, page)
    withOwnScripts(system, page, preloads)
    withFailover(system, page)
    withClosure(system, page, preloads)
    withRetry(system)
    withWholeStandIns(system, page)
    return {
      isFrozen: false,
      format: 'system',
      addImportMap() {}, // withPageMap reads what is in force.
      import: (specifier, parentUrl) => system.import(specifier, parentUrl),
      preload(url) {
        preloads.requestModules(url)
        preloads.requestStylesheets(url)
      },
    }
  }
}
