import { statSync } from 'node:fs'
import { hashFile } from '../hash.js'
import type { FileState } from './built-copy.js'

export function readFileState(file: string): FileState {
  return { hash: hashFile(file), stamp: readStamp(file)! }
}

/** Whether a file's content is what it was. It is read again only where the file was written since, or moved here. */
export function isUnchanged(file: string, { hash, stamp }: FileState): boolean {
  const now = readStamp(file)
  return now !== undefined && (now === stamp || hashFile(file) === hash)
}

/** The change time is the system's own: no tool sets it, as installers do with the modification time. */
function readStamp(file: string): string | undefined {
  const stats = statSync(file, { throwIfNoEntry: false })
  return stats && `${stats.size} ${stats.ctimeMs}`
}
