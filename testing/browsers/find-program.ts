import { accessSync, constants } from 'node:fs'
import { delimiter, isAbsolute, join } from 'node:path'

/**
 * The path of the first of these programs that the machine has, or of the one that an environment variable names.
 *
 * @param programs paths, and names to look for in `PATH`
 * @throws where it has none: the message says what to do
 */
export function findProgram(variable: string, programs: readonly string[]): string {
  const chosen = process.env[variable]
  if (chosen) {
    if (isExecutable(chosen)) return chosen
    throw new Error(`${variable} is ${chosen}, which is no program. Set it to the path of one, or unset it.`)
  }
  const folders = (process.env.PATH ?? '').split(delimiter)
  const paths = programs.flatMap(name => (isAbsolute(name) ? [name] : folders.map(folder => join(folder, name))))
  const found = paths.find(isExecutable)
  if (found) return found
  const name = programs.find(name => !isAbsolute(name))
  throw new Error(`There is no ${name} here. Install it, or set ${variable} to its path.`)
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
