import type { Kind, Limit, Slot, Unit } from './model.js'

/** The kinds that a remote may see of a package. Equal ones are one object. */
export interface Domain {
  readonly package: string
  /** The newest first. */
  readonly kinds: readonly Kind[]
  /** Where it is not, the share scope is the one that the provider of the requiring copy names (rule 5). */
  readonly isDeclared: boolean
  /** Whether its own code uses the package: if not, it is there only where a copy requires it. */
  readonly isUsed: boolean
  /** The packages that its kinds require, each once. */
  readonly requires: readonly string[]
}

/** One way to serve a part: for each of its packages, the copies of which it takes one. */
export type Choice = readonly (readonly Slot[])[]

/** What is decided together: packages of one remote that may depend on each other. */
export interface Part {
  readonly unit: Unit
  readonly domains: readonly Domain[]
  readonly choices: readonly Choice[]
}

/** A part in a search: what it may still choose. */
export interface OpenPart {
  /** Its place in the group. */
  readonly index: number
  readonly unit: Unit
  readonly choices: readonly Choice[]
}

/** The choices that are left where some slots are not: those that keep one for each package. */
export function filterSlots(choices: readonly Choice[], isKept: (slot: Slot) => boolean): readonly Choice[] {
  if (choices.every(choice => choice.every(copies => copies.every(isKept)))) return choices
  const left = choices.map(choice => choice.map(copies => (copies.every(isKept) ? copies : copies.filter(isKept))))
  return left.filter(choice => choice.every(copies => copies.length))
}

/** The choices that are left where one takes a slot. */
export function keepSlot(choices: readonly Choice[], slot: Slot): readonly Choice[] {
  const able = choices.filter(choice => choice.some(copies => copies.includes(slot)))
  return able.map(choice => choice.map(copies => (copies.includes(slot) ? [slot] : copies)))
}

/** How many copies there are to choose from. */
export function sizeOf(parts: Iterable<{ readonly choices: readonly Choice[] }>): number {
  let size = 0
  for (const { choices } of parts) for (const choice of choices) for (const copies of choice) size += copies.length
  return size
}

/** Whether a unit has a package whatever else it has: not only where a copy requires it. */
export function isAsked({ pinned, wants }: Unit, name: string): boolean {
  return !!(pinned ?? wants.get(name)?.demand)
}

/** Whether a unit may not use a slot, since with what is in use under its limits already that would be one too many. */
export function isBarred(
  unit: Unit,
  slot: Slot,
  used: ReadonlyMap<Limit, ReadonlySet<Slot> | ReadonlyMap<Slot, unknown>>,
): boolean {
  for (const limit of limitsOf(unit, slot)) {
    const slots = used.get(limit)
    if (slots && slots.size + Number(!slots.has(slot)) > limit.most) return !unit.pinned
  }
  return false
}

/** What limits a unit's use of a slot. */
export function limitsOf({ links }: Unit, { kind, limits }: Slot): readonly Limit[] {
  const bound = links.size && kind && links.get(kind.package)
  return bound ? [...limits, ...bound] : limits
}
