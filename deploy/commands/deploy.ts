import { Command } from 'commander'
import { type Change, type CurrentMap, changeMap } from '../history/change-map.js'
import { type PlannedMap, planEntries } from '../plan/plan-entries.js'
import { openStore } from '../store/open-store.js'
import { type EntryOptions, parseEntries, planOptions, withEntryOptions } from './entry-options.js'
import { formatOutcome, formatPlan } from './format-plan.js'
import { type ChangeMapOptions, withChangeOptions } from './map-options.js'
import { startProgress } from './progress.js'
import { exitCodes, type Report, reportAction } from './report.js'

interface DeployOptions extends EntryOptions, ChangeMapOptions {
  readonly force?: boolean
}

/** `fedmap deploy`: plan, then change the map. */
export function deployCommand(): Command {
  return withChangeOptions(withEntryOptions(new Command('deploy')))
    .summary('put remotes on the page, or new versions of them')
    .description(
      `Makes the plan (see \`fedmap plan --help\`), and where it breaks nothing, changes the map.

Several remotes in one deploy are one change: pages see all of them or none. However many deploy at once, no change is
lost: each is made on what the map says at that moment, and planned anew where another was faster. What the map was
and who changed it is in the history, so that \`fedmap rollback\` can bring it back.`,
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
  const { by, message, force = false } = options
  const store = await openStore(options.store)
  const progress = startProgress()
  const planning = planOptions(options, progress)
  let planned: PlannedMap | undefined

  const change = async ({ json }: CurrentMap): Promise<Change | undefined> => {
    planned = await planEntries(json, entries, planning)
    progress.show('changing the map')
    const isRefused = planned.plan.breaks.length > 0 && !force
    const isSame = JSON.stringify(planned.json) === JSON.stringify(json)
    if (isRefused || isSame) return undefined
    return {
      json: planned.json,
      action: 'deploy',
      by,
      message,
      ...(planned.plan.breaks.length > 0 && { forced: true }),
    }
  }
  try {
    const revision = await changeMap(store, change)
    const { plan } = planned!
    const isRefused = !revision && plan.breaks.length > 0
    return {
      data: { location: store.location, revision: revision?.revision ?? null, forced: revision?.forced ?? false, plan },
      text: colors => `${formatPlan(plan, colors)}\n\n${formatOutcome(revision, plan, colors)}`,
      exitCode: isRefused ? 1 : 0,
    }
  } finally {
    progress.end()
  }
}
