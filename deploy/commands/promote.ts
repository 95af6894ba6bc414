import { Command } from 'commander'
import { readVariant, withVariant } from '../map/variants.js'
import { makeChange, type PlannedChangeOptions, reportChange } from './make-change.js'
import { withChangeOptions } from './map-options.js'
import { withPlanOptions } from './plan-options.js'
import { exitCodes, type Report, reportAction } from './report.js'

/** `fedmap promote`: a variant for everyone. */
export function promoteCommand(): Command {
  return withChangeOptions(withPlanOptions(new Command('promote')))
    .summary('deploy a variant for everyone')
    .description(
      'Makes the entries of a variant those of the map, and takes the variant off it, as one change, with the plan that `fedmap deploy` makes. A composed map is composed anew.',
    )
    .argument('<variant>', 'its name')
    .option('--force', 'deploy what breaks the page; the history says so')
    .addHelpText(
      'after',
      `
Examples:
  $ fedmap promote canary

${exitCodes}`,
    )
    .action(reportAction(promote))
}

async function promote(name: string, options: PlannedChangeOptions): Promise<Report> {
  const change = await makeChange('promote', options, ({ json }) => ({
    entries: readVariant(json, name).imports,
    toMap: planned => withVariant(planned, name, undefined),
  }))
  return reportChange(change)
}
