import type { CopySlot, Kind, Slot, Unit } from './model.js'

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

/** One way to serve a part: its roots, which are the packages that others require, are decided, its leaves open still. */
export interface Choice {
  /** The roots' copies, and the price of a warning or of a rejection. */
  readonly slots: readonly Slot[]
  /** For each leaf the copies that go with the roots. */
  readonly leaves: readonly (readonly CopySlot[])[]
}

/** What is decided together: packages of one remote that depend on each other. */
export interface Part {
  readonly unit: Unit
  readonly choices: readonly Choice[]
}

/** Where a node of the search stands: for each part what it may still choose. Equal lists are one list. */
export type Choices = readonly (readonly Choice[])[]

/** `change` for each list, once for equal ones. */
export function mapLists<R>(choices: Choices, change: (list: readonly Choice[]) => R): readonly R[] {
  const results = new Map<readonly Choice[], R>()
  return choices.map(list => {
    if (!results.has(list)) results.set(list, change(list))
    return results.get(list)!
  })
}

/** The list itself where all of it is kept. */
export function filterSame<T>(list: readonly T[], isKept: (item: T) => boolean): readonly T[] {
  return list.every(isKept) ? list : list.filter(isKept)
}
