const letters = 'abcdefghijklmnopqrstuvwxyz'

/** Gives names that are not among these, another one at each call: `a` to `z`, `a1` to `z1`, and so on. */
export function unusedNames(used: ReadonlySet<string>): () => string {
  let count = 0
  return () => {
    for (;;) {
      const round = Math.floor(count / letters.length)
      const name = letters[count++ % letters.length]! + (round || '')
      if (!used.has(name)) return name
    }
  }
}
