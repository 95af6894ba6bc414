type Node = Map<unknown, unknown>

const end = Symbol('end')

/**
 * One object for equal content: nested maps on the raw values, which is many times faster than a map on serialised keys.
 *
 * @returns a function that makes the object of a path the first time and finds it from then on
 */
export function createInterner<T>(): (path: Iterable<unknown>, make: () => T) => T {
  const root: Node = new Map()
  return (path, make) => {
    let node = root
    for (const key of path) {
      let next = node.get(key) as Node | undefined
      if (!next) {
        next = new Map()
        node.set(key, next)
      }
      node = next
    }
    if (!node.has(end)) node.set(end, make())
    return node.get(end) as T
  }
}
