import type { Kind, Slot, Unit } from './model.js'

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

/** Parts that have copies in common: what is searched at once. */
export interface Group {
  readonly parts: readonly Part[]
  /** All that the parts may open, each at its index. */
  readonly slots: readonly Slot[]
  /** The kinds that have fewer hosts than slots, and the slots of each. */
  readonly limited: ReadonlyMap<Kind, readonly Slot[]>
}

/** Where a node of the search stands: for each part what it may still choose. */
export type Choices = readonly (readonly Choice[])[]

/** The list itself where all of it is kept. */
export function filterSame<T>(list: readonly T[], isKept: (item: T) => boolean): readonly T[] {
  return list.every(isKept) ? list : list.filter(isKept)
}

/** The choices that are left where some slots are not: those that keep one for each package. The list itself where all are. */
export function filterSlots(choices: readonly Choice[], isKept: (slot: Slot) => boolean): readonly Choice[] {
  let isSame = true
  const left: Choice[] = []
  for (const choice of choices) {
    let lists: (readonly Slot[])[] | undefined
    let isWhole = true
    for (let k = 0; isWhole && k < choice.length; k++) {
      const list = filterSame(choice[k]!, isKept)
      if (list === choice[k]) continue
      lists ??= [...choice]
      lists[k] = list
      isWhole = list.length > 0
    }
    if (isWhole) left.push(lists ?? choice)
    if (lists) isSame = false
  }
  return isSame ? choices : left
}

/** How many copies there are to choose from. */
export function sizeOf(choices: readonly Choice[]): number {
  let size = 0
  for (const choice of choices) for (const copies of choice) size += copies.length
  return size
}
