import type { RemoteEntry } from '../../core/index.js'
import { type CheckedFiles, checkFiles, type ExpectedFile } from '../fetch/check-files.js'
import { fetchForeign } from '../fetch/fetch-foreign.js'
import { fetchManifest, fetchOnce } from '../fetch/fetch-manifest.js'
import { hasItsFiles } from '../page/resolve-page.js'
import type { PlanOptions } from '../plan/plan-entries.js'
import type { EntryOptions } from './entry-options.js'
import type { Progress } from './progress.js'

/** How a command plans: what it has fetched it does not fetch again where a deploy has to start again. */
export function planOptions(
  { compose, mapUrl, files }: Pick<EntryOptions, 'compose' | 'mapUrl' | 'files'>,
  progress: Progress,
): PlanOptions {
  const checked = new Map<string, Promise<CheckedFiles>>()
  const checkOnce = (expected: readonly ExpectedFile[]) => {
    const asked = JSON.stringify(expected) // Another attempt may be about other files.
    const onProgress = (done: number) => progress.show(`checked ${done} of ${expected.length} files`)
    const known = checked.get(asked) ?? checkFiles(files ? expected : [], { mapUrl, onProgress })
    checked.set(asked, known)
    return known
  }
  const shown =
    <T>(fetch: (entry: RemoteEntry) => Promise<T>) =>
    (entry: RemoteEntry) => {
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
  return remote => {
    const known = answers.get(remote.base) ?? task(remote)
    answers.set(remote.base, known)
    return known
  }
}
