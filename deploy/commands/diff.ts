import { Command } from 'commander'
import { readMap } from '../history/current-map.js'
import { readRevision } from '../history/history.js'
import { diffMaps, type EntryChange, toChangeText } from '../map/diff-maps.js'
import { openStore } from '../store/open-store.js'
import { type MapOptions, withMapOptions } from './map-options.js'
import { parseRevision } from './parse-revision.js'
import { type Colors, exitCodes, type Report, reportAction } from './report.js'

/** `fedmap diff`: what differs between two revisions. */
export function diffCommand(): Command {
  return withMapOptions(new Command('diff'))
    .summary('compare two revisions')
    .description(
      'Shows what differs between the maps of two revisions, or of a revision and the map in force: entries, scopes and settings that people wrote, and copies of shared packages that a composed map uses.',
    )
    .argument('<from>', 'a revision', parseRevision)
    .argument('[to]', 'another; default: the map in force, edits by hand included', parseRevision)
    .addHelpText(
      'after',
      `
Examples:
  $ fedmap diff 41 42
  $ fedmap diff 41                       since revision 41

${exitCodes}`,
    )
    .action(reportAction(diff))
}

async function diff(from: number, to: number | undefined, options: MapOptions): Promise<Report> {
  const store = await openStore(options.store)
  const before = (await readRevision(store, from)).map
  const after = to === undefined ? (await readMap(store)).json : (await readRevision(store, to)).map
  const { imports, other, copies } = diffMaps(before, after)
  return {
    data: { location: store.location, from, to: to ?? 'current', imports, other, copies },
    text: colors =>
      [
        ...[...imports, ...other].map(change => toLine(change, colors)),
        ...copies.gained.map(copy => colors.green(`+ ${copy}`)),
        ...copies.lost.map(copy => colors.red(`- ${copy}`)),
      ].join('\n') || 'no difference',
  }
}

function toLine(change: EntryChange, { red, green, yellow }: Colors): string {
  const paint = change.to === undefined ? red : change.from === undefined ? green : yellow
  return `${paint(change.name)}  ${toChangeText(change)}`
}
