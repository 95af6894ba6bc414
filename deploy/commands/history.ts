import { Command, InvalidArgumentError } from 'commander'
import { FederationError } from '../../core/index.js'
import { latestRevision, readAnyMap } from '../history/current-map.js'
import { type Revision, readHistory } from '../history/history.js'
import { diffMaps, type EntryChange, toChangeText } from '../map/diff-maps.js'
import type { MapJson } from '../map/map-json.js'
import { openStore } from '../store/open-store.js'
import type { Store } from '../store/store.js'
import { type MapOptions, withMapOptions } from './map-options.js'
import { exitCodes, type Report, reportAction } from './report.js'

interface HistoryOptions extends MapOptions {
  readonly limit: number
}

/** A revision without its map, and what it changed in it. */
interface HistoryLine extends Omit<Revision, 'map'> {
  readonly changes: readonly EntryChange[]
}

/** `fedmap history`: the revisions that were in force. */
export function historyCommand(): Command {
  return withMapOptions(new Command('history'))
    .summary('list what was deployed, by whom, and when')
    .description(
      `Lists the revisions of the map that were in force, the latest first, each with what it changed.

An edit by hand becomes a revision with the next deploy; until then the list begins with a line that says so.`,
    )
    .option('-n, --limit <number>', 'how many to list', parseCount, 20)
    .addHelpText(
      'after',
      `
Examples:
  $ fedmap history
  $ fedmap history --limit 1 --json      the last one, for a script
  $ fedmap diff 41 42                    two of them compared
  $ fedmap rollback --to 41

${exitCodes}`,
    )
    .action(reportAction(listHistory))
}

async function listHistory({ store: location, limit }: HistoryOptions): Promise<Report> {
  const store = await openStore(location)
  const current = await readAnyMap(store)
  const latest = await latestRevision(store, current)
  // One more than is listed: what a revision changed is its difference to the one before.
  const { revisions, missing } = await readLatest(store, latest, limit + 1)
  const lines = revisions.slice(0, limit).map(({ map, ...line }, at): HistoryLine => {
    const before = revisions[at + 1]?.map
    return { ...line, changes: before ? changesOf(before, map) : [] }
  })
  const { isDamaged } = current
  const edits = revisions[0] && !isDamaged ? changesOf(revisions[0].map, current.json) : []
  return {
    data: {
      location: store.location,
      revision: current.revision,
      isDamaged,
      edits,
      history: lines,
      missing: missing && { code: missing.code, message: missing.message },
    },
    text: ({ bold, dim, yellow, red }) =>
      [
        ...(isDamaged ? [red('the map in force is no JSON object; `fedmap rollback` brings the latest one back')] : []),
        ...(edits.length > 0 ? [yellow(`edited by hand since:${toLines(edits)}`)] : []),
        ...lines.map(line => toText(line, bold(String(line.revision)), dim)),
        ...(missing ? [yellow(missing.message)] : []),
        ...(lines.length === 0 ? [`${store.location} was never deployed with fedmap: it has no history yet.`] : []),
      ].join('\n'),
  }
}

/** The latest revisions, as far as the store has them: old ones may have been moved away. */
async function readLatest(store: Store, latest: number, count: number) {
  const revisions: Revision[] = []
  try {
    for await (const revision of readHistory(store, latest)) if (revisions.push(revision) >= count) break
  } catch (error) {
    if (!(error instanceof FederationError && error.code === 'FED-616') || revisions.length === 0) throw error
    return { revisions, missing: error }
  }
  return { revisions, missing: null }
}

/** What people see of a change; copies come and go with it. */
function changesOf(before: MapJson, after: MapJson): readonly EntryChange[] {
  const { imports, other } = diffMaps(before, after)
  return [...imports, ...other]
}

function toText(
  { action, at, by, message, restores, forced, changes }: HistoryLine,
  number: string,
  dim: (text: string) => string,
) {
  const what = `${action}${restores === undefined ? '' : ` to ${restores}`}${forced ? ' (forced)' : ''}`
  const why = message ? `  ${message}` : ''
  return `${number}  ${at.slice(0, 19).replace('T', ' ')}  ${what}  ${dim(action === 'edit' ? `by hand, found by ${by}` : `by ${by}`)}${why}${toLines(changes)}`
}

function toLines(changes: readonly EntryChange[]): string {
  return changes.map(change => `\n     ${change.name}  ${toChangeText(change)}`).join('')
}

function parseCount(text: string): number {
  const count = Number(text)
  if (Number.isSafeInteger(count) && count > 0) return count
  throw new InvalidArgumentError('It is a whole number above 0.')
}
