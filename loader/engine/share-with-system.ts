import { type CopyUrl, parseCopyUrl } from '../../core/manifest/copy-folder.js'
import type { Page } from './engine.js'
import type { NativeMaps } from './native-maps.js'
import type { System } from './system.js'

/**
 * A page with both engines: a copy that is in use natively is instantiated natively only, and SystemJS gets its
 * exports, whichever of the two asks first. Copies are the same when they are of the same build (the name of their
 * folder says so), wherever they come from, and when both engines give them the same copies of all that they require:
 * else each engine keeps its own, since a copy has one environment.
 */
export function shareWithSystem(system: System, page: Page, maps: NativeMaps): void {
  const { instantiate } = system

  system.instantiate = async (url, parentUrl, meta) => {
    const copy = parseCopyUrl(url)
    const folder = copy && (await sharedFolder(copy))
    if (!folder) return instantiate.call(system, url, parentUrl, meta)
    const module = await maps.import(folder + copy.file)
    return [[], exportAll => ({ execute: () => void exportAll(module) })]
  }

  /** Where the copy that a module of SystemJS's belongs to lies for the native engine, if the two can share it. */
  async function sharedFolder({ folder, url }: CopyUrl): Promise<string | undefined> {
    await maps.ready
    const native = Object.keys(page.composed().map.scopes).find(scope => scope.endsWith(`/esm/${folder}`))
    return native && (await seesTheSame(url, native, new Set())) ? native : undefined
  }

  async function seesTheSame(folder: string, native: string, checked: Set<string>): Promise<boolean> {
    if (checked.has(folder)) return true
    checked.add(folder)
    for (const [specifier, address] of Object.entries(page.composed().map.scopes[native] ?? {})) {
      try {
        const here = parseCopyUrl(await system.resolve(specifier, `${folder}index.js`))
        const there = parseCopyUrl(address ?? '')
        if (!here || !there || here.folder !== there.folder) return false
        if (!(await seesTheSame(here.url, there.url, checked))) return false
      } catch {
        return false // SystemJS's map does not have it.
      }
    }
    return true
  }
}
