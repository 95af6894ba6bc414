import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { InstalledPackage } from '../packages/find-package.js'

/** Imports what a package gets by a name: itself, or what it depends on. */
export function importFrom({ root }: InstalledPackage, specifier: string): Promise<Record<string, unknown>> {
  const { resolve } = createRequire(join(root, 'package.json'))
  return import(pathToFileURL(resolve(specifier)).href)
}
