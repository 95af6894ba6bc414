/** What someone gave us, as an error message shows it: as JSON, and short whatever its length or depth. */
export function excerpt(value: unknown): string {
  if (Array.isArray(value)) return 'an array'
  if (typeof value === 'object' && value !== null) return 'an object'
  if (typeof value !== 'string') return String(value)
  return JSON.stringify(value.length > 100 ? `${value.slice(0, 100)}…` : value)
}
