import type { Page } from './engine.js'
import type { System } from './system.js'

/**
 * Resolves by the page's map and the HTML standard's algorithm, which SystemJS's own does not follow in all (null
 * entries, the backtracking guard). What the page's map does not know is left to SystemJS, which may have other maps.
 * `import.meta.resolve` answers at once, as the standard has it.
 */
export function withPageMap(system: System, page: Page): void {
  const { resolve, createContext } = system

  system.resolve = (specifier, parentUrl) => {
    try {
      return page.resolve(specifier, parentUrl)
    } catch (error) {
      if ((error as { code?: string }).code !== 'FED-303') throw error
      try {
        return resolve.call(system, specifier, parentUrl)
      } catch {
        throw error
      }
    }
  }

  system.createContext = url => ({
    ...createContext.call(system, url),
    resolve: (specifier: string, parentUrl = url) => system.resolve(specifier, parentUrl),
  })
}
