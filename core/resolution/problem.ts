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
  /** The remote, and all that choose the same as it does. */
  readonly units: readonly Unit[]
  readonly domains: readonly Domain[]
  readonly choices: readonly Choice[]
}

/** A part in a search: what it may still choose. */
export interface OpenPart extends Pick<Part, 'unit' | 'units' | 'choices'> {
  /** Its place in the group. */
  readonly index: number
}

/** A part without some slots: the choices that keep one for each package. */
export function dropSlots<P extends Pick<Part, 'choices'>>(part: P, isKept: (slot: Slot) => boolean): P {
  if (part.choices.every(choice => choice.every(copies => copies.every(isKept)))) return part
  const left = part.choices.map(choice => choice.map(copies => copies.filter(isKept)))
  return { ...part, choices: left.filter(choice => choice.every(copies => copies.length)) }
}

/** A part that takes a slot. */
export function keepSlot<P extends Pick<Part, 'choices'>>(part: P, slot: Slot): P {
  const able = part.choices.filter(choice => choice.some(copies => copies.includes(slot)))
  return { ...part, choices: able.map(choice => choice.map(copies => (copies.includes(slot) ? [slot] : copies))) }
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
