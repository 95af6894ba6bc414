import { Command } from 'commander'
import { changeMap } from '../history/change-map.js'
import { readVariant, withVariant } from '../map/variants.js'
import { type PlannedMap, planEntries } from '../plan/plan-entries.js'
import { openStore } from '../store/open-store.js'
import { type EntryOptions, planOptions, withPageOptions } from './entry-options.js'
import { formatOutcome, formatPlan } from './format-plan.js'
import { type ChangeMapOptions, withChangeOptions } from './map-options.js'
import { startProgress } from './progress.js'
import { exitCodes, type Report, reportAction } from './report.js'

interface PromoteOptions extends Pick<EntryOptions, 'mapUrl' | 'compose' | 'files'>, ChangeMapOptions {
  readonly force?: boolean
}

/** `fedmap promote`: a variant for everyone. */
export function promoteCommand(): Command {
  return withChangeOptions(withPageOptions(new Command('promote')))
    .summary('deploy a variant for everyone')
    .description(
      'Makes the entries of a variant those of the map, and takes the variant off it, as one change, with the plan that `fedmap deploy` makes. A composed map is composed anew.',
    )
    .argument('<variant>', 'its name')
    .option('--no-files', 'do not fetch each file of the new remotes to check it')
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

async function promote(name: string, options: PromoteOptions): Promise<Report> {
  const { by, message, force = false } = options
  const store = await openStore(options.store)
  const progress = startProgress()
  const planning = planOptions(options, progress)
  let planned: PlannedMap | undefined
  try {
    const revision = await changeMap(store, async ({ json }) => {
      const { imports } = readVariant(json, name)
      planned = await planEntries(json, imports, planning)
      const breaks = planned.plan.breaks.length > 0
      if (breaks && !force) return undefined
      return {
        json: withVariant(planned.json, name, undefined),
        action: 'promote',
        by,
        message,
        ...(breaks && { forced: true }),
      }
    })
    const { plan } = planned!
    return {
      data: { location: store.location, revision: revision?.revision ?? null, forced: revision?.forced ?? false, plan },
      text: colors => `${formatPlan(plan, colors)}\n\n${formatOutcome(revision, plan, colors)}`,
      exitCode: revision ? 0 : 1,
    }
  } finally {
    progress.end()
  }
}
