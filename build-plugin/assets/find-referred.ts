import { readFileSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { PluginContext } from 'rollup'
import { FederationError } from '../../core/index.js'
import { toSlashes } from '../to-slashes.js'
import { toWarning } from '../warn.js'

/** A file that a URL names, and what the URL says besides: `'#icon'`. */
export interface ReferredFile {
  readonly file: string
  readonly rest: string
}

/** The file that a relative URL in another file names; `undefined` where there is none. */
export function findReferred(from: string, url: string): ReferredFile | undefined {
  const [, path, rest] = /^([^?#]*)(.*)$/s.exec(url) as unknown as [string, string, string]
  const found = [
    { path: url, rest: '' }, // Names of files may have such characters too.
    { path, rest },
    { path: decode(path), rest },
  ].find(({ path }) => statSync(join(dirname(from), path), { throwIfNoEntry: false })?.isFile())
  return found && { file: join(dirname(from), found.path), rest: found.rest }
}

/** Makes an asset of a file: the reference by which its name is had in the end. */
export function emitAsset(context: PluginContext, file: string): string {
  context.addWatchFile(file)
  return context.emitFile({ type: 'asset', name: basename(file), source: readFileSync(file) })
}

/** Whether a URL is relative to the file that it stands in, and names a file, not a folder. */
export function isRelativeFile(url: string): boolean {
  return !/^(?:[a-z][a-z\d+.-]*:|[/\\?#]|$)|(?:^|\/)\.{0,2}(?:$|[?#])/i.test(url)
}

/** Whether a URL can be nothing but a file's. Without its dot it may be an address that a server answers, or a package. */
export function isClearlyFile(url: string): boolean {
  return url.startsWith('.')
}

/** FED-512 for a file that is named and not there; a warning where the one who names it is installed, and not to be mended. */
export function complainOfMissing(context: PluginContext, from: string, url: string): undefined {
  const detail = `${from} refers to '${url}', which does not exist.`
  if (!toSlashes(from).includes('/node_modules/')) throw new FederationError('FED-512', `${detail} Correct the path.`)
  context.warn(toWarning('FED-512', `${detail} It stays as it is.`))
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
