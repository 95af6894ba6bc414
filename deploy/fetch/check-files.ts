import { promisify } from 'node:util'
import { brotliCompress, constants } from 'node:zlib'
import pMap from 'p-map'
import type { Remote } from '../../core/index.js'
import { nowhere } from '../map/read-page.js'
import type { ForeignRemote } from './fetch-foreign.js'
import { bodyOf, fetchInTime, leaveBody, reasonOf } from './fetch-in-time.js'
import { integrityProblem } from './integrity-problem.js'

/** Why a browser would not run or show a file, or not the file that the manifest means. */
export interface FileProblem {
  readonly url: string
  readonly kind: 'unreachable' | 'insecure' | 'status' | 'redirect' | 'mime' | 'cors' | 'integrity'
  readonly detail: string
}

/** What was found out of files by fetching them. */
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

const { origin: nowhereOrigin } = new URL(nowhere)

/** Files that are fetched at once. */
const concurrency = 12

/** Redirects that are followed at the most, as in the Fetch standard. */
const mostHops = 20

/** Brotli's quality by which transfer sizes are guessed: about what servers use that compress as they send. */
const usualQuality = 5

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
  const isSecure = mapUrl !== undefined && origin.startsWith('https:')
  let done = 0
  const bytes = new Map<string, number>()
  const check = async (file: ExpectedFile): Promise<FileProblem[]> => {
    const problems =
      isSecure && isInsecure(file.url)
        ? [
            {
              url: file.url,
              kind: 'insecure' as const,
              detail: 'is http, which browsers block on a page that is https',
            },
          ]
        : await checkFile(file, origin, size => bytes.set(file.url, size))
    onProgress(++done)
    return problems
  }
  const checked = await pMap(files, check, { concurrency })
  return { problems: checked.flat(), bytes }
}

/** What a page over https may not load; its own machine a browser trusts. */
function isInsecure(url: string): boolean {
  const { protocol, hostname } = new URL(url)
  return protocol === 'http:' && !/^(.+\.)?localhost$|^127(\.\d+){3}$|^\[::1\]$/.test(hostname)
}

async function checkFile(
  { url, integrity, use = 'module' }: ExpectedFile,
  origin: string,
  tellSize: (bytes: number) => void,
): Promise<FileProblem[]> {
  const problem = (kind: FileProblem['kind'], detail: string) => [{ url, kind, detail }]
  let response: Response
  let closed: string | undefined
  let body: Buffer
  try {
    ;({ response, closed } = await fetchAsPage(url, origin, use))
    if (!response.ok) {
      leaveBody(response)
      return isRedirect(response)
        ? problem(
            'redirect',
            `redirects to ${response.headers.get('location')}; scopes of native import maps do not follow`,
          )
        : problem('status', `the server answers ${response.status}`)
    }
    body = await bodyOf(response)
  } catch (error) {
    return problem('unreachable', reasonOf(error))
  }
  tellSize(await transferSize(response, body))
  const mismatch = integrityProblem(body, integrity)
  return [
    ...(use === 'manifest' ? [] : checkMime(url, response.headers.get('content-type'))).flatMap(detail =>
      problem('mime', detail),
    ),
    ...(use === 'foreign' || closed === undefined ? [] : problem('cors', closed)),
    ...(mismatch ? problem('integrity', `is not the file that was built: ${mismatch}`) : []),
  ]
}

/** A server's last answer, and why the page may not use it, or may not follow what led to it. */
interface Answer {
  readonly response: Response
  readonly closed: string | undefined
}

/**
 * Fetches as the Fetch standard has it: once it has left the page's origin, each answer has to let the page in, redirects
 * too, and after a redirect from another origin to yet another one it no longer says whose page it is.
 */
async function fetchAsPage(url: string, origin: string, use: ExpectedFile['use']): Promise<Answer> {
  let [at, asking, isCors] = [new URL(url), origin, false]
  let closed: string | undefined
  for (let hops = 0; ; hops++) {
    isCors ||= at.origin !== origin
    // Some servers answer with CORS headers only where they are asked for.
    const response = await fetchInTime(at.href, {
      headers: { Origin: asking },
      redirect: use === 'foreign' ? 'follow' : 'manual',
    })
    const allowed = response.headers.get('access-control-allow-origin')
    if (isCors && allowed !== '*' && allowed !== asking) {
      const who = at.href === url ? 'may' : `leads to ${at.href}, which may`
      const hint = origin === nowhereOrigin ? '; where it lets in only the page, say with --map-url which that is' : ''
      closed ??= `${who} not be used by pages of other origins (Access-Control-Allow-Origin is ${allowed ?? 'missing'}${hint})`
    }
    const location = response.headers.get('location')
    if (use !== 'manifest' || !isRedirect(response) || location === null || hops === mostHops)
      return { response, closed }
    leaveBody(response)
    const next = new URL(location, at)
    if (at.origin !== origin && next.origin !== at.origin) asking = 'null'
    at = next
  }
}

function isRedirect({ status }: Response): boolean {
  return status >= 300 && status < 400
}

function checkMime(url: string, type: string | null): string[] {
  const expected = /\.m?js$/.test(url)
    ? /^(text|application)\/(x-)?(java|ecma)script\b/i
    : /\.css$/.test(url)
      ? /^text\/css\b/i
      : /./
  return type && expected.test(type) ? [] : [`is sent as ${type ?? 'no type at all'}`]
}

async function transferSize(response: Response, body: Buffer): Promise<number> {
  const length = Number(response.headers.get('content-length'))
  if (response.headers.has('content-encoding') && length > 0) return length
  const compressed = await promisify(brotliCompress)(body, {
    params: { [constants.BROTLI_PARAM_QUALITY]: usualQuality },
  })
  return Math.min(compressed.length, body.length)
}
