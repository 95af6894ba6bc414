import type { Format } from './manifest.js'

/** The folder of a remote's modules in one format: the import-map scope of its own code. */
export function moduleFolder(base: string, format: Format): string {
  return `${base}${format}/`
}

/** The folder of a remote's file, which is a scope: its copy's, `system/shared/react@18.2.0-c3d4/`, else its format's. */
export function folderOf(file: string): string {
  return /^[^/]*\/(shared\/(@[^/]*\/)?[^/]*\/)?/.exec(file)?.[0] ?? ''
}
