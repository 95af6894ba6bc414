import { randomUUID } from 'node:crypto'
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { declarationsFolder, FederationError, isPathBelow } from '../../core/index.js'
import type { FetchedTypes } from './fetch-types.js'

/**
 * Writes a remote's types below a folder, under the remote's name, in place of those that were there. TypeScript finds them
 * by `"paths": { "@mall/*": ["./<folder>/@mall/*"] }`.
 *
 * @returns the folder that was written
 * @throws FED-627 where something else is in its place, or it cannot be written
 */
export async function writeTypes(folder: string, { remote, files }: FetchedTypes): Promise<string> {
  if (!isPathBelow(remote)) throw cannotWrite(remote, 'its name is none for a folder. Rename it on the map.')
  const target = join(folder, remote)
  const present = await readdir(target).catch((): string[] => [])
  if (present.length > 0 && !present.includes(declarationsFolder)) {
    throw cannotWrite(remote, `${target} has files that fedmap did not write. Name another folder with --out.`)
  }
  const draft = join(folder, `.draft-${randomUUID()}`)
  try {
    for (const [path, text] of Object.entries(files)) {
      const file = join(draft, path)
      await mkdir(dirname(file), { recursive: true })
      await writeFile(file, text)
    }
    await mkdir(join(draft, declarationsFolder), { recursive: true })
    await mkdir(dirname(target), { recursive: true })
    await rm(target, { recursive: true, force: true })
    await rename(draft, target)
  } catch (cause) {
    const why = `${target} (${(cause as Error).message}). Name another folder with --out, or mend its rights.`
    throw cannotWrite(remote, why, cause)
  } finally {
    await rm(draft, { recursive: true, force: true })
  }
  return target
}

function cannotWrite(remote: string, why: string, cause?: unknown): FederationError {
  return new FederationError('FED-627', `the types of ${remote}: ${why}`, { remote }, cause)
}
