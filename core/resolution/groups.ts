/** Sets of things that belong together, found by joining them pair by pair. */
export class Groups<T> {
  private readonly parents = new Map<T, T>()

  join(a: T, b: T): void {
    this.parents.set(this.find(a), this.find(b))
  }

  /** What stands for the set of a member. */
  find(member: T): T {
    const parent = this.parents.get(member) ?? member
    if (parent === member) return member
    const root = this.find(parent)
    if (root !== parent) this.parents.set(member, root)
    return root
  }

  /** Sorts things into the sets of what `memberOf` says of them; the sets in the order of their first things. */
  list<V>(things: Iterable<V>, memberOf: (thing: V) => T): Iterable<V[]> {
    const sets = new Map<T, V[]>()
    for (const thing of things) {
      const root = this.find(memberOf(thing))
      const set = sets.get(root)
      if (set) set.push(thing)
      else sets.set(root, [thing])
    }
    return sets.values()
  }
}
