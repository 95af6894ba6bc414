import type { Format, PreviousResolution, Remote } from '../../core/index.js'

/**
 * Of an earlier resolution what must stay: who has begun to run, and who sees a copy that was imported by itself.
 *
 * @param begun URLs of modules that were asked for to run; undefined where nothing can be moved in any case
 * @param remotes those whose manifests are there
 */
export function whatRuns(
  previous: PreviousResolution,
  begun: ReadonlySet<string> | undefined,
  remotes: ReadonlyMap<string, Remote>,
  format: Format,
): PreviousResolution {
  if (!begun) return previous
  const urls = [...begun]
  const placed = [...previous.environments]
  const copiesOf = ([, environment]: (typeof placed)[number]) => [...environment.values()].map(({ url }) => url)
  const running = placed.filter(([name]) => {
    const folder = `${remotes.get(name)?.base}${format}/`
    return urls.some(url => url.startsWith(folder) && !url.startsWith(`${folder}shared/`))
  })
  const seen = new Set(running.flatMap(copiesOf))
  const runsAlone = (copy: string) => !seen.has(copy) && urls.some(url => url.startsWith(copy))
  const stays = placed.filter(remote => running.includes(remote) || copiesOf(remote).some(runsAlone))
  return { environments: new Map(stays) }
}
