import { resolve } from 'node:path'
import { listCompilers } from '../compile/list-compilers.js'
import { nameSyntax } from '../compile/lower-syntax.js'
import type { DiskCache } from '../disk-cache.js'
import { shortHash } from '../hash.js'
import { findPackage, nameWithVersion } from '../packages/find-package.js'
import { pluginVersion } from '../plugin-version.js'
import type { BuildTrace, BuiltCopy, CopyRequest } from './built-copy.js'
import { isUnchanged } from './read-file-state.js'

/** Copies that were built before. */
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
export function openCopyCache(disk: DiskCache): CopyCache {
  const nameFor = (request: CopyRequest, others: readonly string[]) => {
    const { package: owner, offers, mode, requires } = request
    const syntax = nameSyntax(request)
    const key = shortHash(
      JSON.stringify([nameWithVersion(owner), owner.source, offers, mode, syntax, requires, others, pluginVersion]),
    )
    return `${nameWithVersion(owner)}-${key}`
  }
  return {
    read(request, others) {
      const copy = disk.read<BuiltCopy>(nameFor(request, others))
      return copy && holds(copy.trace, request) ? copy : undefined
    },
    write: (request, others, copy) => disk.write(nameFor(request, others), copy),
  }
}

function holds({ files, links, compilers }: BuildTrace, { package: owner, root, staysBare }: CopyRequest): boolean {
  const present = compilers.length > 0 ? listCompilers(root) : []
  if (!compilers.every(compiler => present.includes(compiler))) return false
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
