import { getOrMake, makeList } from './intern.js'

/** Sets of things that belong together, found by joining them pair by pair. */
export function createGroups<T>() {
  const parents = new Map<T, T>()

  /** What stands for the set of a member. Each that is passed on the way is hung one higher. */
  const find = (member: T): T => {
    for (let at = member; ; ) {
      const parent = parents.get(at) ?? at
      const above = parents.get(parent) ?? parent
      if (above === parent) return parent
      parents.set(at, above)
      at = above
    }
  }

  const join = (a: T, b: T): void => {
    parents.set(find(a), find(b))
  }

  /** Sorts things into the sets of what `memberOf` says of them; the sets in the order of their first things. */
  const list = <V>(things: Iterable<V>, memberOf: (thing: V) => T): Iterable<V[]> => {
    const sets = new Map<T, V[]>()
    for (const thing of things) getOrMake(sets, find(memberOf(thing)), makeList<V>).push(thing)
    return sets.values()
  }
  return { find, join, list }
}
