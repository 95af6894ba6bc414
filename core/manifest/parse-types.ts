import { excerpt } from '../errors/excerpt.js'
import { FederationError } from '../errors/federation-error.js'
import { isObject } from '../is-object.js'

/** types.json: what a remote tells TypeScript of its exposes. It lies beside the manifest. */
export interface RemoteTypes {
  readonly formatVersion: 1
  /** Path → declarations: `Widget.d.ts` for the expose `./Widget`, and the files that these import. */
  readonly files: Readonly<Record<string, string>>
}

/** The folder of what the exposes' files import. */
export const declarationsFolder = '.declarations'

/**
 * Reads types.json. Its paths are fit to be written below a folder.
 *
 * @param json the parsed file
 * @param url the file's URL, for messages
 * @throws FED-108 where it is malformed, of a later format, or has a path that leaves its folder
 */
export function parseTypes(json: unknown, url: string): RemoteTypes {
  const fail = (what: string, found: unknown, expected: string) => {
    const detail = `${what} is ${excerpt(found)}, expected ${expected}, in ${url}. Build the remote anew with fedmap, or update fedmap here.`
    return new FederationError('FED-108', detail, { url })
  }
  if (!isObject(json)) throw fail('the whole', json, 'an object')
  const { formatVersion, files } = json
  if (formatVersion !== 1) throw fail('formatVersion', formatVersion, '1')
  if (!isObject(files)) throw fail('files', files, 'an object')
  for (const path of Object.keys(files)) {
    if (!isDeclaration(path)) throw fail('a key of files', path, 'the relative path of a .d.ts file in its folder')
    if (typeof files[path] !== 'string') throw fail(`files[${excerpt(path)}]`, files[path], 'a string')
  }
  return { formatVersion, files: files as Record<string, string> }
}

/** Whether it is fit to be a path below a folder: no part is empty or of dots alone, or more than a name on some system. */
export function isPathBelow(path: string): boolean {
  return /^(?:(?!\.{1,2}(?:\/|$))[^\\/:*?"<>|\p{Cc}]+(?:\/(?!$)|$))+$/u.test(path)
}

function isDeclaration(path: string): boolean {
  return isPathBelow(path) && /[^/]\.d\.[mc]?ts$/.test(path)
}
