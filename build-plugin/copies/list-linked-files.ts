import { join } from 'node:path'
import type { Settings } from '../options/federation-options.js'
import { findSharedPackage } from '../shared-packages/find-shared-package.js'
import { toSlashes } from '../to-slashes.js'
import type { BuiltCopy } from './built-copy.js'

/**
 * The files that copies were made of, with slashes, but for those of packages that are installed: who works on the remote
 * may edit them.
 */
export function listLinkedFiles(settings: Settings, copies: ReadonlyMap<string, readonly BuiltCopy[]>): string[] {
  return [...copies].flatMap(([name, built]) => {
    const { root } = findSharedPackage(settings, name, settings.root) ?? settings
    const paths = built.flatMap(({ trace }) => Object.keys(trace.files))
    return paths.map(path => toSlashes(join(root, path))).filter(file => !file.includes('/node_modules/'))
  })
}
