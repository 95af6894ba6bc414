import { closureOf } from './enumerate-choices.js'
import type { Kind, Unit } from './model.js'

/** What a remote sees: package → kind, packages in code-unit order. */
export type Environment = ReadonlyMap<string, Kind>

/** What each unit sees, by its index. Undefined for a rejected unit. */
export type Assignment = readonly (Environment | undefined)[]

/** Names a copy before it is known whose it is: its kind and the kinds of all that it requires. */
export function copyKey(kind: Kind, environment: Environment): string {
  let key = ''
  for (const member of closureOf(kind, environment)) key += `${member.id},`
  return key
}

/** Whether a unit sees something out of the range that it declares: whether it is warned. */
export function isOutOfRange({ wants }: Unit, environment: Environment): boolean {
  for (const [name, { demand }] of wants) {
    if (demand && !demand.kinds.has(environment.get(name)!)) return true
  }
  return false
}
