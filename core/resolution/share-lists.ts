/*
 * Remotes with equal needs have the same lists, not only equal ones: what is done to a list is done once for all of them,
 * and a list that does not change stays the same.
 */

/** `change`, remembered by list. */
export function once<T extends object, R>(change: (list: T) => R): (list: T) => R {
  const results = new Map<T, R>()
  return list => {
    let result = results.get(list)
    if (result === undefined) {
      result = change(list)
      results.set(list, result)
    }
    return result
  }
}

/** The list itself where all of it is kept. */
export function filterSame<T>(list: readonly T[], isKept: (item: T) => boolean): readonly T[] {
  return list.every(isKept) ? list : list.filter(isKept)
}
