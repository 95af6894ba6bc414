/**
 * The candidate that someone who typed `name` most likely meant, or `undefined` where none is near: the least edit
 * distance, at most a third of the name's length (and 1 for short names).
 */
export function findNearestName(name: string, candidates: Iterable<string>): string | undefined {
  let nearest: string | undefined
  let least = Math.max(1, Math.floor(name.length / 3)) + 1
  for (const candidate of candidates) {
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase())
    if (distance < least) {
      least = distance
      nearest = candidate
    }
  }
  return nearest
}

/** ` Did you mean 'x'?`, or nothing: to be put after a sentence. */
export function suggestName(name: string, candidates: Iterable<string>): string {
  const nearest = findNearestName(name, candidates)
  return nearest === undefined ? '' : ` Did you mean '${nearest}'?`
}

/** Optimal string alignment: insertions, deletions, substitutions, and swaps of neighbours, each counted once. */
function editDistance(a: string, b: string): number {
  const rows = [Array.from({ length: b.length + 1 }, (_, index) => index)]
  for (let row = 1; row <= a.length; row++) {
    const current = [row]
    rows.push(current)
    for (let column = 1; column <= b.length; column++) {
      const isSame = a[row - 1] === b[column - 1]
      const isSwap = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
      current[column] = Math.min(
        rows[row - 1]![column - 1]! + (isSame ? 0 : 1),
        rows[row - 1]![column]! + 1,
        current[column - 1]! + 1,
        isSwap ? rows[row - 2]![column - 2]! + 1 : Number.POSITIVE_INFINITY,
      )
    }
  }
  return rows[a.length]![b.length]!
}
