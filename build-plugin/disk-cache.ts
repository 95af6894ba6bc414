import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** What earlier builds made, as JSON files in `node_modules/.cache/fedmap`, which every remote of a workspace uses. */
export interface DiskCache {
  /** `undefined` where there is no such file, or none that can be read. */
  readonly read: <T>(name: string) => T | undefined
  /** Nothing happens where the folder cannot be written to. */
  readonly write: (name: string, content: unknown) => void
}

export function openDiskCache(root: string): DiskCache {
  const folder = join(findInstallRoot(root), 'node_modules', '.cache', 'fedmap')
  const fileOf = (name: string) => join(folder, `${name.replaceAll('/', '+')}.json`)
  return {
    read(name) {
      try {
        return JSON.parse(readFileSync(fileOf(name), 'utf8'))
      } catch {
        return undefined
      }
    },
    write(name, content) {
      try {
        mkdirSync(folder, { recursive: true })
        // Under a name of its own first: another build may be reading or writing the same file.
        const partial = `${fileOf(name)}.${process.pid}`
        writeFileSync(partial, JSON.stringify(content))
        renameSync(partial, fileOf(name))
      } catch {
        // What is installed lies on a disk that is full or must not be written to: nothing is remembered.
      }
    },
  }
}

const lockFiles = ['package-lock.json', 'pnpm-lock.yaml', 'yarn.lock', 'bun.lock', 'npm-shrinkwrap.json']

/** The folder upwards that everything is installed from, where a workspace's projects meet; else the root itself. */
function findInstallRoot(root: string): string {
  for (let folder = root; ; folder = dirname(folder)) {
    if (lockFiles.some(file => existsSync(join(folder, file)))) return folder
    if (dirname(folder) === folder) return root
  }
}
