/**
 * The modules that import each other in a circle, and those between two circles.
 *
 * @param imports module → what it imports statically, other modules of the map and whatever else
 */
export function findCircles(imports: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  const left = new Set(imports.keys())
  for (let before = Number.POSITIVE_INFINITY; left.size < before; ) {
    before = left.size
    const importsLeft = (path: string) => imports.get(path)!.filter(other => left.has(other))
    const imported = new Set([...left].flatMap(importsLeft))
    for (const path of left) if (!imported.has(path) || importsLeft(path).length === 0) left.delete(path)
  }
  return left
}
