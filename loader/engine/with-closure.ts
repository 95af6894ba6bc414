import type { Page } from './engine.js'
import type { Preloads } from './preloads.js'
import { createStylesheets } from './stylesheets.js'
import type { System } from './system.js'

/**
 * When a module is asked for by itself (an expose, the target of an `import()`), its whole static closure is requested at
 * once, so that no module is discovered by executing another, and its stylesheets are in the document before it runs.
 */
export function withClosure(system: System, page: Page, preloads: Preloads): void {
  const { import: importModule } = system
  const stylesheets = createStylesheets(page)
  system.import = async (specifier, parentUrl, meta) => {
    const url = await system.resolve(specifier, parentUrl)
    preloads.requestModules(url)
    await stylesheets.load(url)
    return importModule.call(system, specifier, parentUrl, meta)
  }
}
