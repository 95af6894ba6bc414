/** A path as URLs and TypeScript write it, on every system. */
export function toSlashes(path: string): string {
  return path.replaceAll('\\', '/')
}
