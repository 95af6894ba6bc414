import { Command } from 'commander'
import { FederationError } from '../../core/index.js'
import { readRevision } from '../history/history.js'
import { rollBack, urlBefore } from '../history/roll-back.js'
import { diffMaps, toChangeText } from '../map/diff-maps.js'
import { openStore } from '../store/open-store.js'
import { makeChange, type PlannedChangeOptions, reportChange } from './make-change.js'
import { withChangeOptions } from './map-options.js'
import { parseRevision } from './parse-revision.js'
import { withPlanOptions } from './plan-options.js'
import { exitCodes, type Report, reportAction } from './report.js'

interface RollbackOptions extends PlannedChangeOptions {
  readonly to?: number
}

/** `fedmap rollback`: an earlier map, or one remote's earlier version, in force again. */
export function rollbackCommand(): Command {
  return withChangeOptions(withPlanOptions(new Command('rollback')))
    .summary('bring an earlier map back, or an earlier version of one remote')
    .description(
      `Brings the map back that was in force before, or the one of the revision that you name: whole, as it was composed
then, without fetching anything. It becomes a new revision, so a rollback can be rolled back too: with --to. A second
rollback goes further back, not forth again.

With a name only this entry goes back to what it was before, and all others stay: a deploy of the earlier version, with
the plan that belongs to it, since what is around it may have changed; the options --compose, --no-compose, --no-files and
--force are for it.`,
    )
    .argument('[name]', 'roll back only this entry')
    .option('--to <revision>', 'the revision to bring back; default: the one before', parseRevision)
    .option('--force', 'do it even if it breaks the page')
    .addHelpText(
      'after',
      `
Examples:
  $ fedmap rollback                      undo the last deploy
  $ fedmap rollback --to 41 -m "search is slow since 42"
  $ fedmap rollback @mall/cart           only the cart, to the version before

${exitCodes}`,
    )
    .action(reportAction((name, options) => (name === undefined ? rollBackMap(options) : rollBackEntry(name, options))))
}

async function rollBackMap({ store: location, to, by, message, compose }: RollbackOptions): Promise<Report> {
  if (compose !== undefined) {
    const option = compose ? '--compose' : '--no-compose'
    const why = `a map comes back whole, as it was composed then. Leave out ${option}, or name the one entry to roll back.`
    throw new FederationError('FED-628', why)
  }
  const store = await openStore(location)
  const { revision, parent, restores, map } = await rollBack(store, to, { by, message })
  const { imports, other } = diffMaps((await readRevision(store, parent)).map, map)
  return {
    data: { location: store.location, revision, restores, changes: [...imports, ...other] },
    text: ({ green, bold }) =>
      [
        ...[...imports, ...other].map(change => `${change.name}  ${toChangeText(change)}`),
        `${green('done')}: the map of revision ${bold(String(restores))} is in force again, as revision ${bold(String(revision))}`,
      ].join('\n'),
  }
}

async function rollBackEntry(name: string, options: RollbackOptions): Promise<Report> {
  const change = await makeChange('rollback', options, async (current, store) => ({
    entries: { [name]: await urlBefore(store, current, name, options.to) },
  }))
  return reportChange(change)
}
