interface Node<T> {
  value?: T
  next?: Map<unknown, Node<T>>
}

/**
 * One object for equal content: nested maps on the raw values, which is many times faster than a map on serialised keys.
 *
 * @returns a function that makes the object of a path the first time and finds it from then on
 */
export function createInterner<T>(): (path: readonly unknown[], make: () => T) => T {
  const root: Node<T> = {}
  return (path, make) => {
    let node = root
    for (const key of path) {
      node.next ??= new Map()
      node = getOrMake(node.next, key, makeNode<T>)
    }
    node.value ??= make()
    return node.value
  }
}

const makeNode = <T>(): Node<T> => ({})
export const makeList = <T>(): T[] => []
export const makeSet = <T>(): Set<T> => new Set()
export const makeMap = <K, T>(): Map<K, T> => new Map()

/** What a map has under a key, made the first time. */
export function getOrMake<K, T>(map: Map<K, T>, key: K, make: (key: K) => T): T {
  let value = map.get(key)
  if (value === undefined) {
    value = make(key)
    map.set(key, value)
  }
  return value
}
