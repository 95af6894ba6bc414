/** The file behind a module id: without what plugins put before and after it. */
export function toFile(id: string): string {
  return id.replace(/^\0/, '').replace(/\?.*$/, '')
}
