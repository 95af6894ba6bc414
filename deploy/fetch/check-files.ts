import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress, constants } from 'node:zlib'
import pMap from 'p-map'
import type { Remote } from '../../core/index.js'
import { nowhere } from '../map/read-page.js'
import type { ForeignRemote } from './fetch-foreign.js'
import { fetchInTime, reasonOf } from './fetch-in-time.js'

/** Why a browser would not run or show a file, or not the file that the manifest means. */
export interface FileProblem {
  readonly url: string
  readonly kind: 'unreachable' | 'status' | 'redirect' | 'mime' | 'cors' | 'integrity'
  readonly detail: string
}

export interface CheckedFiles {
  readonly problems: readonly FileProblem[]
  /** URL → bytes as they are sent, compressed. */
  readonly bytes: ReadonlyMap<string, number>
}

/** A file to check, and what is known of it. */
export interface ExpectedFile {
  readonly url: string
  readonly integrity?: string | undefined
  /**
   * How the page asks for it. `module`, the default: in CORS mode, and a redirect is no use. `manifest`: by `fetch`,
   * which follows redirects. `foreign`: as a Module Federation runtime does, by tags that need no CORS.
   */
  readonly use?: 'module' | 'manifest' | 'foreign'
}

/** Files that are fetched at once. */
const concurrency = 12

/**
 * Every file that a manifest tells of: its modules in each format, and whatever has a hash. Source maps are none of
 * them.
 */
export function filesOf({ base, manifest }: Remote): readonly ExpectedFile[] {
  const modules = manifest.formats.flatMap(format => Object.keys(manifest.modules).map(path => `${format}/${path}`))
  const stylesheets = Object.values(manifest.modules).flatMap(({ css = [] }) => css.map(path => `assets/${path}`))
  return [...new Set([...modules, ...stylesheets, ...Object.keys(manifest.integrity)])].map(path => ({
    url: base + path,
    integrity: manifest.integrity[path],
  }))
}

/** The same of a Module Federation remote, as far as its manifest tells. None has a hash. */
export function filesOfForeign({ manifest, files }: ForeignRemote): readonly ExpectedFile[] {
  return [{ url: manifest.entry.url }, ...files.map(({ url }) => ({ url, use: 'foreign' as const }))]
}

export interface CheckFilesOptions {
  /** Where the map is served: files of its origin need no CORS headers. Default: all files need them. */
  readonly mapUrl?: string | undefined
  /** Is told how many are done. */
  readonly onProgress?: (done: number) => void
}

/** Fetches each file as the page would and looks whether the browser would take it. */
export async function checkFiles(
  files: readonly ExpectedFile[],
  { mapUrl, onProgress = () => {} }: CheckFilesOptions = {},
): Promise<CheckedFiles> {
  const { origin } = new URL(mapUrl ?? nowhere)
  let done = 0
  const bytes = new Map<string, number>()
  const check = async (file: ExpectedFile) => {
    const problems = await checkFile(file, origin, size => bytes.set(file.url, size))
    onProgress(++done)
    return problems
  }
  const checked = await pMap(files, check, { concurrency })
  return { problems: checked.flat(), bytes }
}

async function checkFile(
  { url, integrity, use = 'module' }: ExpectedFile,
  origin: string,
  tellSize: (bytes: number) => void,
): Promise<FileProblem[]> {
  const problem = (kind: FileProblem['kind'], detail: string) => [{ url, kind, detail }]
  let response: Response
  let body: Buffer
  try {
    response = await fetchInTime(url, {
      // Some servers answer with CORS headers only where they are asked for.
      headers: { Origin: origin },
      redirect: use === 'module' ? 'manual' : 'follow',
    })
    body = Buffer.from(await response.arrayBuffer())
  } catch (error) {
    return problem('unreachable', reasonOf(error))
  }
  if (response.status >= 300 && response.status < 400) {
    return problem(
      'redirect',
      `redirects to ${response.headers.get('location')}; scopes of native import maps do not follow`,
    )
  }
  if (!response.ok) return problem('status', `the server answers ${response.status}`)
  tellSize(await transferSize(response, body))
  return [
    ...(use === 'manifest' ? [] : checkMime(url, response.headers.get('content-type'))).flatMap(detail =>
      problem('mime', detail),
    ),
    ...(use === 'foreign' ? [] : checkCors(url, origin, response.headers.get('access-control-allow-origin'))).flatMap(
      detail => problem('cors', detail),
    ),
    ...checkIntegrity(body, integrity).flatMap(detail => problem('integrity', detail)),
  ]
}

function checkMime(url: string, type: string | null): string[] {
  const expected = /\.m?js$/.test(url)
    ? /^(text|application)\/(x-)?(java|ecma)script\b/i
    : /\.css$/.test(url)
      ? /^text\/css\b/i
      : /./
  return type && expected.test(type) ? [] : [`is sent as ${type ?? 'no type at all'}`]
}

function checkCors(url: string, origin: string, allowed: string | null): string[] {
  return new URL(url).origin === origin || allowed === '*' || allowed === origin
    ? []
    : [`may not be used by pages of other origins (Access-Control-Allow-Origin is ${allowed ?? 'missing'})`]
}

/** As the Subresource Integrity standard compares: of the strongest algorithm given, any hash may match. */
function checkIntegrity(body: Buffer, metadata = ''): string[] {
  const hashes = [...metadata.matchAll(/(sha256|sha384|sha512)-([\w+/=-]+)/g)]
  const strongest = hashes
    .map(([, algorithm]) => algorithm as string)
    .sort()
    .at(-1)
  if (strongest === undefined) return []
  const actual = createHash(strongest).update(body).digest('base64')
  const isMatch = hashes.some(([, , hash]) => hash === actual)
  return isMatch ? [] : [`is not the file that was built: its ${strongest} is ${actual}`]
}

async function transferSize(response: Response, body: Buffer): Promise<number> {
  const length = Number(response.headers.get('content-length'))
  if (response.headers.has('content-encoding') && length > 0) return length
  const compressed = await promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } })
  return Math.min(compressed.length, body.length)
}
