import type { StandIn } from '../../core/index.js'
import type { Page } from './engine.js'
import { moduleError } from './module-error.js'
import type { System } from './system.js'

/**
 * When a copy fails that no copy of the same build can replace, one of the same version and another build takes its
 * place: as a whole, since the two divide their state differently, and only while nothing of the first has run. What
 * was linked to the first is refused to run, and whatever was imported meanwhile is imported again.
 */
export function withWholeStandIns(system: System, page: Page): void {
  const { instantiate, resolve, import: importModule } = system
  /** Folder of a copy → what took its place. */
  const replaced = new Map<string, StandIn>()
  const ran = new Set<string>()
  let replacements = 0

  system.resolve = (specifier, parentUrl) => {
    const url = resolve.call(system, specifier, parentUrl && seenFrom(specifier, parentUrl))
    return typeof url === 'string' ? toReplacement(url) : url.then(toReplacement)
  }

  system.instantiate = async (url, parentUrl, meta) => {
    const folder = copyOf(url)
    if (!folder) return instantiate.call(system, url, parentUrl, meta)
    const inUse = replaced.get(folder)
    const isInUse = () => replaced.get(folder) === inUse
    try {
      const [dependencies, declare, ...rest] = await instantiate.call(system, url, parentUrl, meta)
      const guarded: typeof declare = (exportAll, context) => {
        const { setters = [], execute } = declare(exportAll, context)
        const run = () => {
          if (!isInUse()) throw moduleError([{ url, why: 'was replaced' }])
          ran.add(folder)
          return execute?.()
        }
        return { setters, execute: run }
      }
      return [dependencies, guarded, ...rest]
    } catch (error) {
      const standIns = wholeStandIns(folder)
      const next = standIns[standIns.indexOf(inUse as StandIn) + 1]
      if (next && isInUse() && !ran.has(folder)) {
        replaced.set(folder, next)
        replacements++
        page.emit('fallback', { url, standIn: next.url, why: (error as Error).message })
      }
      throw error
    }
  }

  system.import = async (specifier, parentUrl, meta) => {
    const before = replacements
    try {
      return await importModule.call(system, specifier, parentUrl, meta)
    } catch (error) {
      if (replacements === before) throw error
      return system.import(specifier, parentUrl, meta)
    }
  }

  function wholeStandIns(folder: string): readonly StandIn[] {
    return page.composed().standIns[folder]?.filter(({ files }) => files) ?? []
  }

  /** The copy in use that a file belongs to, or stands in for, where a copy of another build could replace it. */
  function copyOf(url: string): string | undefined {
    return Object.keys(page.composed().standIns).find(folder => {
      const standIns = wholeStandIns(folder)
      return standIns[0] && [{ url: folder }, ...standIns].some(copy => url.startsWith(copy.url))
    })
  }

  function toReplacement(url: string): string {
    for (const [folder, { url: standIn, files }] of replaced) {
      const file = url.startsWith(folder) && files?.[url.slice(folder.length)]
      if (file) return standIn + file
    }
    return url
  }

  /** What takes a copy's place sees what the copy saw; its own files are its own. */
  function seenFrom(specifier: string, parentUrl: string): string {
    if (/^\.{0,2}\//.test(specifier)) return parentUrl
    for (const [folder, { url }] of replaced) if (parentUrl.startsWith(url)) return folder
    return parentUrl
  }
}
