import { Command } from 'commander'
import { type EntryOptions, parseEntries, withEntryOptions } from './entry-options.js'
import { makeChange, type PlannedChangeOptions, reportChange } from './make-change.js'
import { withChangeOptions } from './map-options.js'
import { exitCodes, type Report, reportAction } from './report.js'

type DeployOptions = EntryOptions & PlannedChangeOptions

/** `fedmap deploy`: plan, then change the map. */
export function deployCommand(): Command {
  return withChangeOptions(withEntryOptions(new Command('deploy')))
    .summary('put remotes on the page, or new versions of them')
    .description(
      `Makes the plan (see \`fedmap plan --help\`), and where it breaks nothing, changes the map.

Several remotes in one deploy are one change: pages see all of them or none. However many deploy at once, no change
is lost: each is made on what the map says at that moment, and planned anew where another was faster. What the map
was and who changed it is in the history, so that \`fedmap rollback\` can bring it back.`,
    )
    .option('--force', 'deploy what breaks the page; the history says so')
    .addHelpText(
      'after',
      `
Examples:
  $ fedmap deploy @mall/cart https://cdn.example/cart/1.4.2/federation.json
  $ fedmap deploy @mall/cart $CART @mall/catalog $CATALOG -m "new price format"
  $ fedmap deploy --remove @mall/promo
  $ fedmap deploy @mall/cart $CART --store s3://shop/importmap.json

${exitCodes}`,
    )
    .action(reportAction(deploy))
}

async function deploy(args: readonly string[], options: DeployOptions): Promise<Report> {
  const entries = parseEntries(args, options)
  return reportChange(await makeChange('deploy', options, () => ({ entries })))
}
