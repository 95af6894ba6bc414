import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

/**
 * The path of the first of these programs that the machine has, or of the one that an environment variable names.
 *
 * @throws where it has none: the message says what to install
 */
export function findProgram(
  variable: string,
  names: readonly string[],
  furtherFolders: readonly string[] = [],
): string {
  const chosen = process.env[variable]
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...furtherFolders]
  const paths = chosen ? [chosen] : names.flatMap(name => folders.map(folder => join(folder, name)))
  const found = paths.find(isExecutable)
  if (found) return found
  throw new Error(`there is no ${names[0]} here. Install it, or set ${variable} to its path`)
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
