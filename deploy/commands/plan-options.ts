import type { Command } from 'commander'
import { type CheckedFiles, checkFiles, type ExpectedFile } from '../fetch/check-files.js'
import { fetchForeign } from '../fetch/fetch-foreign.js'
import { fetchManifest, fetchOnce, type ManifestEntry } from '../fetch/fetch-manifest.js'
import { hasItsFiles } from '../page/resolve-page.js'
import type { PlanOptions } from '../plan/plan-entries.js'
import { type PageOptions, withPageOptions } from './page-options.js'
import type { Progress } from './progress.js'
import { refuseBoth } from './refuse-both.js'

/** The options of every command that plans. */
export interface PlanningOptions extends PageOptions {
  readonly compose?: boolean
  readonly files: boolean
}

/** Adds what says how a change is planned: `--compose`, `--no-compose`, `--no-files` and `--map-url`. */
export function withPlanOptions(command: Command): Command {
  const planning = withPageOptions(command)
    .option('--compose', 'compose the new map, so that pages need no manifests')
    .option('--no-compose', 'leave composing to the page; default: as the map is now')
    .option('--no-files', 'do not fetch each file of the new remotes to check it')
  return refuseBoth(planning, 'compose')
}

/** How a command plans: what it has fetched it does not fetch again where a deploy has to start again. */
export function planOptions({ compose, mapUrl, files }: PlanningOptions, progress: Progress): PlanOptions {
  const checked = new Map<string, Promise<CheckedFiles>>()
  const checkOnce = (expected: readonly ExpectedFile[]) => {
    const asked = JSON.stringify(expected) // Another attempt may be about other files.
    const onProgress = (done: number) => progress.show(`checked ${done} of ${expected.length} files`)
    const known = checked.get(asked) ?? checkFiles(files ? expected : [], { mapUrl, onProgress })
    checked.set(asked, known)
    return known
  }
  const shown =
    <T>(fetch: (entry: ManifestEntry) => Promise<T>) =>
    (entry: ManifestEntry) => {
      progress.show(`fetching the manifest of ${entry.name}`)
      return fetch(entry)
    }
  return {
    compose,
    mapUrl,
    fetchManifest: fetchOnce(shown(fetchManifest)),
    fetchForeign: fetchOnce(shown(fetchForeign)),
    isThere: onceFor(hasItsFiles),
    checkFiles: checkOnce,
  }
}

/** By base: what is there stays there while a deploy is made. */
function onceFor(task: typeof hasItsFiles): typeof hasItsFiles {
  const answers = new Map<string, Promise<boolean>>()
  return (remote, mapUrl) => {
    const known = answers.get(remote.base) ?? task(remote, mapUrl)
    answers.set(remote.base, known)
    return known
  }
}
