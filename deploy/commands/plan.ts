import { Command } from 'commander'
import { readMap } from '../history/current-map.js'
import { planEntries } from '../plan/plan-entries.js'
import { openMap } from '../store/open-store.js'
import { type EntryOptions, parseEntries, withEntryOptions } from './entry-options.js'
import { formatPlan } from './format-plan.js'
import { type MapOptions, withMapOptions } from './map-options.js'
import { planOptions } from './plan-options.js'
import { withProgress } from './progress.js'
import { exitCodes, type Report, reportAction } from './report.js'

/** `fedmap plan`: what a deploy would do. */
export function planCommand(): Command {
  return withMapOptions(withEntryOptions(new Command('plan')))
    .summary('show what a deploy would do to the page')
    .description(
      `Shows what a deploy would do, and changes nothing.

Fetches the new manifests and every file that they name (is it there, with the right type, open to other origins, not
redirected, the very file that was built?), resolves the page before and after, and tells what changes for its users: who
runs on which copy, which copies are gained and lost, what a returning visitor fetches, whether a remote would be
rejected, and whether one imports what is no longer exposed.`,
    )
    .addHelpText(
      'after',
      `
Examples:
  $ fedmap plan @mall/cart https://cdn.example/cart/1.4.2/federation.json
  $ fedmap plan --remove @mall/promo
  $ fedmap plan @mall/cart $CART @mall/catalog $CATALOG --json     two at once, for a script

${exitCodes}`,
    )
    .action(reportAction(plan))
}

async function plan(args: readonly string[], options: EntryOptions & MapOptions): Promise<Report> {
  const entries = parseEntries(args, options)
  const store = await openMap(options.store)
  return withProgress(async progress => {
    const current = await readMap(store)
    const { plan } = await planEntries(current.json, entries, planOptions(options, progress))
    return {
      data: { location: store.location, revision: current.revision, plan },
      text: colors => formatPlan(plan, colors),
      exitCode: plan.breaks.length > 0 ? 1 : 0,
    }
  })
}
