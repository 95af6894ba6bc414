import { Command } from 'commander'
import { rollBack } from '../history/roll-back.js'
import { openStore } from '../store/open-store.js'
import { type ChangeMapOptions, withChangeOptions } from './map-options.js'
import { parseRevision } from './parse-revision.js'
import { exitCodes, type Report, reportAction } from './report.js'

interface RollbackOptions extends ChangeMapOptions {
  readonly to?: number
}

/** `fedmap rollback`: an earlier map, in force again. */
export function rollbackCommand(): Command {
  return withChangeOptions(new Command('rollback'))
    .summary('bring an earlier map back')
    .description(
      `Brings the map back that was in force before, or the one of the revision that you name: whole, as it was composed
then, without fetching anything. It becomes a new revision, so a rollback can be rolled back too.

A second rollback goes further back, not forth again.`,
    )
    .option('--to <revision>', 'the revision to bring back; default: the one before the map in force', parseRevision)
    .addHelpText(
      'after',
      `
Examples:
  $ fedmap rollback                      undo the last deploy
  $ fedmap rollback --to 41 -m "search is slow since 42"

${exitCodes}`,
    )
    .action(reportAction(rollback))
}

async function rollback({ store: location, to, by, message }: RollbackOptions): Promise<Report> {
  const store = await openStore(location)
  const revision = await rollBack(store, to, { by, message })
  return {
    data: { location: store.location, revision: revision?.revision, restores: revision?.restores },
    text: ({ green, bold }) =>
      `${green('done')}: the map of revision ${bold(String(revision?.restores))} is in force again, as revision ${bold(String(revision?.revision))}`,
  }
}
