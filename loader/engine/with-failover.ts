import type { FederationError } from '../../core/index.js'
import type { Page } from './engine.js'
import { moduleError } from './module-error.js'
import type { System } from './system.js'

type Tried = readonly { readonly url: string; readonly why: string }[]

/**
 * When a file of a shared package's copy fails, the same file of a copy of the same build takes over, and nobody
 * notices: the module at the first URL becomes a re-export of the one at the next, so there is one instance under both
 * URLs, and live bindings and order are kept. What the stand-in imports is resolved as if the file had come from the
 * first copy, chunks of the copy itself too, so that no state exists twice and only what failed is asked for elsewhere.
 */
export function withFailover(system: System, page: Page): void {
  const { instantiate, resolve } = system
  const { integrityOf } = page
  /** Folder of a copy that stands in → of the copy that it stands in for. One stands in for one only. */
  const standsFor = new Map<string, string>()
  /** File of the first copy → where it was asked for. */
  const failures = new Map<string, Tried>()

  // The map has no hashes of copies that are not in use; equal builds have equal bytes.
  page.integrityOf = url => integrityOf(url) || integrityOf(firstUrl(url))

  system.resolve = (specifier, parentUrl) => resolve.call(system, specifier, parentUrl && firstUrl(parentUrl))

  system.instantiate = async (url, parentUrl, meta) => {
    try {
      return await instantiate.call(system, url, parentUrl, meta)
    } catch (cause) {
      const first = firstUrl(url)
      const tried = [...(failures.get(first) ?? []), ...triedOf(cause, url)]
      const next = standInFor(first, tried)
      if (!next) {
        failures.delete(first)
        throw moduleError(tried, cause)
      }
      failures.set(first, tried)
      page.emit('fallback', { url, standIn: next, why: tried.at(-1)?.why ?? '' })
      return [[next], exportAll => ({ setters: [module => exportAll(module)], execute() {} })]
    }
  }

  function firstUrl(url: string): string {
    for (const [folder, first] of standsFor) if (url.startsWith(folder)) return first + url.slice(folder.length)
    return url
  }

  function standInFor(first: string, tried: Tried): string | undefined {
    const { standIns, map } = page.composed()
    const folder = Object.keys(standIns).find(folder => first.startsWith(folder))
    if (!folder) return undefined
    for (const { url, files } of standIns[folder] ?? []) {
      const isFree = !(url in map.scopes) && (standsFor.get(url) ?? folder) === folder
      const next = url + first.slice(folder.length)
      if (files || !isFree || tried.some(({ url }) => url === next)) continue
      standsFor.set(url, folder)
      return next
    }
    return undefined
  }
}

function triedOf(cause: unknown, url: string): Tried {
  return (cause as FederationError).where?.tried ?? [{ url, why: String(cause) }]
}
