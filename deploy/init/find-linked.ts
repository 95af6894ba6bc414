import { realpath } from 'node:fs/promises'
import { dirname, join, resolve, sep } from 'node:path'

/** What a range says that means a folder, by pnpm, yarn and npm; a `file:` may be an archive, too. */
const folderRange = /^(?:workspace|link|portal):|^file:(?!.*\.t(?:ar\.)?gz$)/

/**
 * Finds dependencies that are folders of the same repository: by their range, or by the link that the installation has
 * made, since npm and yarn link packages of a workspace whatever the range is.
 */
export async function findLinked(dependencies: Readonly<Record<string, string>> = {}): Promise<readonly string[]> {
  const linked = Object.entries(dependencies).map(async ([name, range]) =>
    folderRange.test(range) || (await isLinked(name, resolve())) ? [name] : [],
  )
  return (await Promise.all(linked)).flat()
}

/** Whether what is installed by this name lies outside of every node_modules; pnpm links those within them too. */
async function isLinked(name: string, folder: string): Promise<boolean> {
  const path = await realpath(join(folder, 'node_modules', name)).catch(() => undefined)
  if (path !== undefined) return !path.split(sep).includes('node_modules')
  const parent = dirname(folder)
  return parent !== folder && isLinked(name, parent)
}
