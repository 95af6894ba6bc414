import type { Stats } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'

/** What lies at a URL's path. */
export type Found =
  | { readonly kind: 'file'; readonly path: string; readonly stats: Stats }
  /** A directory that was asked for without its trailing slash: relative URLs in its page would point beside it. */
  | { readonly kind: 'directory' }

/**
 * Finds the file that a URL's path means. `index.html` stands for its directory. Hidden files are never found (a served
 * project may have a `.env` or a `.git`), but for `.well-known`, and nothing outside the mounts is, by whatever
 * spelling. Symbolic links are followed: whoever can write one can write a file.
 *
 * @param pathname as it stands in the request, still percent-encoded
 * @param mounts URL path → file or directory, with or without a `/` at the end; the longest key that matches decides
 */
export async function findFile(pathname: string, mounts: Readonly<Record<string, string>>): Promise<Found | undefined> {
  const decoded = decodePath(pathname)
  if (decoded === undefined) return undefined
  if (Object.hasOwn(mounts, `${decoded}/`)) return { kind: 'directory' }
  const isMatch = (mount: string) => decoded === mount || decoded.startsWith(mount.endsWith('/') ? mount : `${mount}/`)
  const mount = Object.keys(mounts)
    .filter(isMatch)
    .sort((a, b) => b.length - a.length)[0]
  if (mount === undefined) return undefined

  const path = join(mounts[mount] as string, decoded.slice(mount.length))
  const stats = await statIfThere(path)
  if (stats?.isFile()) return decoded.endsWith('/') ? undefined : { kind: 'file', path, stats }
  if (!stats?.isDirectory()) return undefined
  if (!decoded.endsWith('/')) return { kind: 'directory' }
  const index = join(path, 'index.html')
  const indexStats = await statIfThere(index)
  return indexStats?.isFile() ? { kind: 'file', path: index, stats: indexStats } : undefined
}

/** The path with its escapes decoded, or undefined where a segment could mean anything but the name of a visible file. */
function decodePath(pathname: string): string | undefined {
  let decoded: string
  try {
    decoded = decodeURIComponent(pathname)
  } catch {
    return undefined
  }
  const isSafe = decoded
    .split('/')
    .every(segment => (!segment.startsWith('.') || segment === '.well-known') && !/[\\\0]/.test(segment))
  return isSafe ? decoded : undefined
}

async function statIfThere(path: string): Promise<Stats | undefined> {
  try {
    return await stat(path)
  } catch {
    return undefined
  }
}
