import { type Composed, overrideComposed } from '../../core/index.js'
import type { Page } from './engine.js'
import { findFailures } from './find-failures.js'

/**
 * Failover for an engine whose maps are frozen once they are in force: every copy that has stand-ins is asked for before
 * that, and where one fails the first stand-in of the same build that answers takes its place, for everyone who sees it.
 */
export function createCopyProbe({ settings, emit }: Page): (composed: Composed) => Promise<Composed> {
  /** Copy in use → the copy that was found to answer. Kept: what is in force stays. */
  const found = new Map<string, Promise<string>>()

  return async composed => {
    const folders = Object.keys(composed.standIns)
    const swaps = folders.map(async folder => {
      const chosen = found.get(folder) ?? firstThatAnswers(folder, composed)
      found.set(folder, chosen)
      return [folder, await chosen] as const
    })
    return (await Promise.all(swaps)).reduce(swapCopy, composed)
  }

  async function firstThatAnswers(folder: string, { map, standIns }: Composed): Promise<string> {
    const files = filesOf(folder, map)
    const sameBuild = (standIns[folder] ?? []).filter(standIn => !standIn.files).map(({ url }) => url)
    let why = ''
    for (const candidate of [folder, ...sameBuild]) {
      const hashOf = (url: string) => map.integrity[folder + url.slice(candidate.length)] ?? ''
      const failures = await findFailures(
        files.map(file => candidate + file),
        { settings, integrityOf: hashOf },
      )
      if (failures.length === 0) {
        if (candidate !== folder) emit('fallback', { url: folder, standIn: candidate, why })
        return candidate
      }
      why ||= `${failures[0]?.url} ${failures[0]?.why}`
    }
    return folder // Its users will fail, with the reason.
  }
}

function filesOf(folder: string, { integrity, scopes }: Composed['map']): readonly string[] {
  const urls = [...Object.keys(integrity), ...Object.values(scopes[folder] ?? {})]
  const inside = urls.filter(url => url?.startsWith(folder)) as string[]
  return [...new Set(inside.map(url => url.slice(folder.length)))]
}

/** Replaces a copy by one of the same build: the same files elsewhere, with the same hashes. */
function swapCopy(composed: Composed, [from, to]: readonly [string, string]): Composed {
  const entry = Object.entries(composed.map.imports).find(([, url]) => url?.startsWith(from))
  if (from === to || !entry) return composed
  const [key, url] = entry as [string, string]
  const swapped = overrideComposed(composed, { [key]: to + url.slice(from.length) })
  const hashes = Object.entries(composed.map.integrity).filter(([url]) => url.startsWith(from))
  const moved = Object.fromEntries(hashes.map(([url, hash]) => [to + url.slice(from.length), hash]))
  return { ...swapped, map: { ...swapped.map, integrity: { ...swapped.map.integrity, ...moved } } }
}
