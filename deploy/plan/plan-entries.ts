import { readPlacements } from '../../core/index.js'
import { type CheckedFiles, type ExpectedFile, filesOf, filesOfForeign } from '../fetch/check-files.js'
import { fetchForeign } from '../fetch/fetch-foreign.js'
import type { fetchManifest } from '../fetch/fetch-manifest.js'
import { changeEntries, type Entries } from '../map/change-entries.js'
import type { MapJson } from '../map/map-json.js'
import { readPage } from '../map/read-page.js'
import { forVariants } from '../map/variants.js'
import { writeResolved } from '../page/compose-map.js'
import { type PageWithForeign, readForeign } from '../page/foreign-remotes.js'
import { type hasItsFiles, type ResolvedPage, resolvePage } from '../page/resolve-page.js'
import { type Plan, planChange } from './plan-change.js'

export interface PlanOptions {
  /** Where the map is served. */
  readonly mapUrl?: string | undefined
  /** Whether the new map is to be composed. Default: if the old one is. */
  readonly compose?: boolean | undefined
  readonly fetchManifest: typeof fetchManifest
  /** For Module Federation remotes. */
  readonly fetchForeign?: typeof fetchForeign
  /** Whether the files of copies that visitors have are still there. */
  readonly isThere?: typeof hasItsFiles
  /** Whether the change is for one variant alone, so that no other visitor sees it. */
  readonly isForVariant?: boolean | undefined
  /** What is to be found out of the files that the change brings. */
  readonly checkFiles: (files: readonly ExpectedFile[]) => Promise<CheckedFiles>
}

/** A change that is planned and not made. */
export interface PlannedMap {
  readonly plan: Plan
  /** The map as it would be. */
  readonly json: MapJson
}

/**
 * Finds out what a change of entries would do to the page, and makes the map that would do it. Copies that the page
 * uses already are preferred where that is as good.
 *
 * @throws FED-403, FED-404, FED-1xx where a new remote's manifest is not there or malformed, FED-621 to FED-623
 */
export async function planEntries(json: MapJson, entries: Entries, options: PlanOptions): Promise<PlannedMap> {
  const { mapUrl, fetchManifest, fetchForeign: fetchMf = fetchForeign, isThere } = options
  const previous = readPlacements(readPage(json, mapUrl))
  const before = await resolvePage(json, { mapUrl, fetchManifest, isThere, prefer: previous })
  const format = before.resolution.format
  const changed = changeEntries(json, entries)
  const isComposed = options.compose ?? before.page.generated !== undefined
  const prefer = before.resolution
  const after = await resolvePage(changed, { mapUrl, fetchManifest, isThere, format, prefer, isComposed })
  const withForeign = async (resolved: ResolvedPage) => ({
    ...resolved,
    foreign: await readForeign(resolved.page, fetchMf),
  })
  const [old, planned] = await Promise.all([withForeign(before), withForeign(after)])
  for (const name of Object.keys(entries)) {
    const error = planned.unreachable.get(name) ?? planned.foreign.unreachable.get(name)
    if (error) throw error
  }

  const checked = await options.checkFiles(newFiles(planned, entries))
  const plan = planChange(old, planned, checked)
  const forOthers = options.isForVariant ? [] : await planVariants(json, changed, options, withForeign)
  const breaks = [...plan.breaks, ...forOthers.filter(({ why }) => !plan.breaks.includes(why)).map(toSentence)]
  return { plan: { ...plan, breaks }, json: isComposed ? writeResolved(after) : changed }
}

/** What a change breaks for the visitors of each variant, who get what it changes, less the variant's own entries. */
async function planVariants(
  json: MapJson,
  changed: MapJson,
  { mapUrl, fetchManifest, isThere }: PlanOptions,
  withForeign: (resolved: ResolvedPage) => Promise<PageWithForeign>,
) {
  const see = async (map: MapJson) => withForeign(await resolvePage(map, { mapUrl, fetchManifest, isThere }))
  const after = new Map(forVariants(changed))
  const planned = forVariants(json).map(async ([name, map]) => {
    const [old, now] = await Promise.all([see(map), see(after.get(name)!)])
    return planChange(old, now, { problems: [], bytes: new Map() }).breaks.map(why => ({ name, why }))
  })
  return (await Promise.all(planned)).flat()
}

const toSentence = ({ name, why }: { readonly name: string; readonly why: string }) =>
  `for visitors of the variant ${name}: ${why}`

/** What is checked file by file: what the change brings, not what has been on the page all along. */
function newFiles({ page, resolution, foreign }: PageWithForeign, entries: Entries): readonly ExpectedFile[] {
  const manifests = new Map(page.remotes.map(({ name, url }) => [name, { url, use: 'manifest' as const }]))
  return Object.entries(entries).flatMap(([name, url]) => {
    if (url === null) return []
    const manifest = manifests.get(name)
    const [remote, other] = [resolution.remotes.get(name), foreign.remotes.get(name)]
    if (manifest && remote) return [manifest, ...filesOf(remote)]
    if (manifest && other) return [manifest, ...filesOfForeign(other)]
    const plain = page.written.imports[name]
    return plain ? [{ url: plain, integrity: page.written.integrity[plain] }] : []
  })
}
