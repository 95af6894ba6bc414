import type { Preloads } from './preloads.js'
import type { System } from './system.js'

/**
 * Requests the whole static closure at once when a module is asked for by itself (an expose, the target of an
 * `import()`), so that no module is discovered by executing another.
 */
export function withPreload(system: System, preloads: Preloads): void {
  const { import: importModule } = system
  system.import = async (specifier, parentUrl, meta) => {
    preloads.requestModules(await system.resolve(specifier, parentUrl))
    return importModule.call(system, specifier, parentUrl, meta)
  }
}
