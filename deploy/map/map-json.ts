/** A parsed importmap.json. */
export type MapJson = Readonly<Record<string, unknown>>

/** Whether two maps are the same text, as fedmap writes it. */
export function isSameMap(a: MapJson, b: MapJson): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

/** JSON as people read it in a diff. */
export function toText(json: unknown): string {
  return `${JSON.stringify(json, null, 2)}\n`
}
