import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { findCompiler } from '../compile/find-compiler.js'
import { findPackage, nameOf } from '../packages/find-package.js'
import { pluginVersion } from '../plugin-version.js'
import type { BuildTrace, BuiltCopy, CopyRequest } from './copy.js'
import { hash } from './hash.js'
import { isUnchanged } from './read-file-state.js'

/** Copies that were built before, on the disk: in `node_modules/.cache/fedmap`, which every remote of a workspace uses. */
export interface CopyCache {
  /** The copy that building would give, or `undefined`. */
  readonly read: (request: CopyRequest, others: readonly string[]) => BuiltCopy | undefined
  readonly write: (request: CopyRequest, others: readonly string[], copy: BuiltCopy) => void
}

/**
 * A copy's file is named by what was asked for: package, version, exports, options, and `others`, the shared packages
 * that it may import. It is used where all that its build read is as it was: each file's content, and what each import of
 * another package resolves to.
 */
export function openCopyCache(root: string): CopyCache {
  const folder = join(findInstallRoot(root), 'node_modules', '.cache', 'fedmap')
  const fileOf = ({ package: owner, offers, mode, target, requires }: CopyRequest, others: readonly string[]) => {
    const key = hash(
      JSON.stringify([nameOf(owner), owner.source, offers, mode, target, requires, others, pluginVersion]),
    )
    return join(folder, `${nameOf(owner).replaceAll('/', '+')}-${key.slice(0, 16)}.json`)
  }
  return {
    read(request, others) {
      const copy = readJson<BuiltCopy>(fileOf(request, others))
      return copy && holds(copy.trace, request) ? copy : undefined
    },
    write(request, others, copy) {
      const file = fileOf(request, others)
      mkdirSync(folder, { recursive: true })
      // Under a name of its own first: another build may be reading or writing the same copy.
      const partial = `${file}.${process.pid}`
      writeFileSync(partial, JSON.stringify(copy))
      renameSync(partial, file)
    },
  }
}

function holds({ files, links, compiler }: BuildTrace, { package: owner, root, staysBare }: CopyRequest): boolean {
  if (compiler !== undefined && findCompiler(root)?.name !== compiler) return false
  const unchanged = Object.entries(files).every(([path, state]) => isUnchanged(resolve(owner.root, path), state))
  return (
    unchanged &&
    links.every(link => {
      const folder = resolve(owner.root, link.folder)
      if (findPackage(link.package, folder)?.version !== link.version) return false
      return link.package === owner.name || staysBare(link.package, folder) === link.bare
    })
  )
}

const lockFiles = ['package-lock.json', 'pnpm-lock.yaml', 'yarn.lock', 'bun.lock', 'npm-shrinkwrap.json']

/** The folder upwards that everything is installed from, where a workspace's projects meet; else the root itself. */
function findInstallRoot(root: string): string {
  for (let folder = root; ; folder = dirname(folder)) {
    if (lockFiles.some(file => existsSync(join(folder, file)))) return folder
    if (dirname(folder) === folder) return root
  }
}

function readJson<T>(file: string): T | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}
