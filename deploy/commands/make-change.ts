import type { CurrentMap } from '../history/current-map.js'
import type { Action } from '../history/history.js'
import { type ChangedByPlan, changeByPlan, type Wish } from '../plan/change-by-plan.js'
import { openStore } from '../store/open-store.js'
import type { Store } from '../store/store.js'
import { formatOutcome, formatPlan } from './format-plan.js'
import type { ChangeMapOptions } from './map-options.js'
import { type PlanningOptions, planOptions } from './plan-options.js'
import { withProgress } from './progress.js'
import type { Report } from './report.js'

/** The options of every command that makes a change by a plan. */
export interface PlannedChangeOptions extends ChangeMapOptions, PlanningOptions {
  readonly force?: boolean
  readonly isForVariant?: boolean
}

/** What became of a change, and where. */
export interface MadeChange extends ChangedByPlan {
  readonly location: string
}

/** Makes a change of the map by a plan: in the store of `--store`, and with `--force` even where it breaks the page. */
export async function makeChange(
  action: Action,
  options: PlannedChangeOptions,
  wishOf: (current: CurrentMap, store: Store) => Wish | Promise<Wish>,
): Promise<MadeChange> {
  const { by, message, force = false } = options
  const store = await openStore(options.store)
  return withProgress(async progress => {
    const planning = { ...planOptions(options, progress), isForVariant: options.isForVariant }
    const onPlanned = () => progress.show('changing the map')
    const about = { action, by, message, isForced: force, planning, onPlanned }
    const changed = await changeByPlan(store, current => wishOf(current, store), about)
    return { location: store.location, ...changed }
  })
}

/** The report of a change of the page that all visitors get. */
export function reportChange({ location, revision, plan, isRefused }: MadeChange): Report {
  return {
    data: { location, revision: revision?.revision ?? null, forced: revision?.forced ?? false, plan },
    text: colors => `${formatPlan(plan, colors)}\n\n${formatOutcome(revision, isRefused, colors)}`,
    exitCode: isRefused ? 1 : 0,
  }
}
