import { type Change, changeMap } from '../history/change-map.js'
import type { CurrentMap } from '../history/current-map.js'
import type { Revision } from '../history/history.js'
import type { Entries } from '../map/change-entries.js'
import { isSameMap, type MapJson } from '../map/map-json.js'
import type { Store } from '../store/store.js'
import type { Plan } from './plan-change.js'
import { type PlanOptions, planEntries } from './plan-entries.js'

/** What someone wants of a map. */
export interface Wish {
  /** The entries whose change is planned. */
  readonly entries: Entries
  /** Makes the new map of the planned one. Default: it is the planned one. */
  readonly toMap?: (planned: MapJson) => MapJson
}

export interface ChangeByPlanOptions extends Pick<Change, 'action' | 'by' | 'message'> {
  readonly planning: PlanOptions
  /** Whether it is made even where it breaks the page; the history says so then. */
  readonly isForced: boolean
  readonly onPlanned?: () => void
}

/** What became of a wish. */
export interface ChangedByPlan {
  readonly plan: Plan
  /** Whether it would break the page, and was not forced. */
  readonly isRefused: boolean
  /** undefined: it was refused, or the map says it already. */
  readonly revision: Revision | undefined
}

/**
 * Plans a change, refuses it where it would break the page, and else makes it. Where another was faster, all of this is done
 * anew on what the map says then.
 *
 * @param wishOf makes the wish of the map that is in force
 * @throws as `planEntries` and `changeMap` do
 */
export async function changeByPlan(
  store: Store,
  wishOf: (current: CurrentMap) => Wish | Promise<Wish>,
  { planning, isForced, onPlanned, ...about }: ChangeByPlanOptions,
): Promise<ChangedByPlan> {
  let last: Omit<ChangedByPlan, 'revision'> | undefined
  const change = async (current: CurrentMap): Promise<Change | undefined> => {
    const wish = await wishOf(current)
    const planned = await planEntries(current.json, wish.entries, planning)
    onPlanned?.()
    const isBreaking = planned.plan.breaks.length > 0
    const isRefused = isBreaking && !isForced
    last = { plan: planned.plan, isRefused }
    const json = wish.toMap ? wish.toMap(planned.json) : planned.json
    if (isRefused || isSameMap(json, current.json)) return undefined
    return { json, ...about, ...(isBreaking && { forced: true }) }
  }
  const revision = await changeMap(store, change)
  return { ...last!, revision }
}
