import { join } from 'node:path'

/** Whom to name as the importer where something is to be resolved as modules in a folder have it. It need not be there. */
export function importerIn(folder: string): string {
  return join(folder, 'importer.js')
}
