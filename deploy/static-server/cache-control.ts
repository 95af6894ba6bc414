import { existsSync } from 'node:fs'
import { join, resolve, sep } from 'node:path'

const immutable = 'public, max-age=31536000, immutable'
const revalidate = 'no-cache'

/**
 * How long a file may be kept. A remote's files have a hash in their name or in the name of their copy's folder and are
 * immutable; `importmap.json`, `federation.json`, `remoteEntry.js`, pages, and all that is no part of a remote keep
 * their name when their content changes, and are revalidated (an unchanged one costs a 304).
 *
 * A hash cannot be told from a word by its looks (`date-pickers.js`), so only what lies in a module or asset folder
 * beside a `federation.json` is taken to have one.
 */
export function cacheControlOf(path: string): string {
  const segments = resolve(path).split(sep)
  const folder = segments.findLastIndex(segment => remoteFolders.has(segment))
  if (folder < 1 || !segments.slice(folder + 1).some(segment => hashed.test(segment))) return revalidate
  const base = segments.slice(0, folder).join(sep)
  return existsSync(join(base, 'federation.json')) ? immutable : revalidate
}

const remoteFolders: ReadonlySet<string> = new Set(['system', 'esm', 'assets'])

/** `Widget-Bx3k9a_Q.js`, `react@18.2.0-c3d4e5f6`. */
const hashed = /.-[\w-]{6,}(\.|$)/
