import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createSecureServer } from 'node:http2'
import type { AddressInfo, Server, Socket } from 'node:net'
import { basename, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { buildsFile } from '../../core/builds-file.js'
import { FederationError } from '../../core/index.js'
import { byteRangeOf } from './byte-range.js'
import { cacheControlOf } from './cache-control.js'
import { chooseEncoding, rememberCompressed } from './compress.js'
import { findFile } from './find-file.js'
import { mimeTypeOf } from './mime-type.js'
import { readContent } from './read-content.js'
import { streamBuilds } from './stream-builds.js'

export interface StaticServerOptions {
  /** The directory to serve at `/`. */
  readonly root: string
  /** 0, the default, takes a free one. */
  readonly port?: number
  /** The address to listen on. Default: `localhost`. */
  readonly host?: string
  /** Whether pages of other origins may use the files. Default: true. */
  readonly cors?: boolean
  /**
   * Files and directories that lie outside the root: URL path → path.
   * `{ '/fedmap.js': 'node_modules/fedmap/dist/fedmap.js', '/cart/': 'demo/cart/dist' }`
   */
  readonly mounts?: Readonly<Record<string, string>>
  /** Whether the root's index.html is the page at every path that has no file, for routers in the browser. */
  readonly spa?: boolean
  /** Headers for a file, over the server's own: a content security policy, another Cache-Control. */
  readonly headers?: (pathname: string) => Readonly<Record<string, string>>
  /** A certificate and its key, PEM: HTTPS, and HTTP/2 for whoever speaks it. Without one it is HTTP/1.1. */
  readonly tls?: { readonly cert: string; readonly key: string }
  /** Sees each request before it is served. It answers itself or calls `serve`, now or later. */
  readonly intercept?: Intercept
}

/** With HTTP/2 the two are Node's compatible ones, which have the same properties and methods. */
export type Intercept = (request: IncomingMessage, response: ServerResponse, serve: () => void) => void

/** A server that runs until it is closed. */
export interface StaticServer {
  /** `http://localhost:9001` */
  readonly origin: string
  readonly port: number
  /** Ends all connections, those in use too, and frees the port. */
  readonly close: () => Promise<void>
}

/**
 * Serves files as a CDN in front of remotes should: open to every origin, hashed files immutable, everything else
 * revalidated, compressed. Files are looked up anew for each request, so that a build or a deploy shows at once.
 *
 * @throws FED-601 where the root is no directory, FED-602 where the port is taken
 */
export async function startStaticServer(options: StaticServerOptions): Promise<StaticServer> {
  const { port = 0, host = 'localhost', intercept } = options
  await assertIsDirectory(options.root)
  const serve = fileServer(options)
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    const serveFile = () => void serve(request, response).catch(error => failRequest(response, error))
    setCommonHeaders(request, response, options)
    if (intercept) intercept(request, response, serveFile)
    else serveFile()
  }
  const server = listener(answer, options.tls)
  const sockets = new Set<Socket>()
  server.on('connection', socket => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })

  await new Promise<void>((listening, fail) => {
    server.once('error', fail).listen(port, host, listening)
  }).catch(cause => {
    const detail = `on ${host}:${port} (${cause.code}). Stop what uses the port, or choose another.`
    throw new FederationError('FED-602', detail, {}, cause)
  })
  const { port: boundPort } = server.address() as AddressInfo
  return {
    origin: `${options.tls ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${boundPort}`,
    port: boundPort,
    close: () =>
      new Promise<void>(closed => {
        server.close(() => closed())
        for (const socket of sockets) socket.destroy()
      }),
  }
}

function listener(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
  tls: StaticServerOptions['tls'],
): Server {
  if (!tls) return createServer(answer)
  // Node's requests and responses of HTTP/2 imitate those of HTTP/1.1; their types do not say so.
  return createSecureServer({ ...tls, allowHTTP1: true }, answer as never)
}

async function assertIsDirectory(root: string): Promise<void> {
  const stats = await stat(root).catch(() => undefined)
  if (stats?.isDirectory()) return
  const detail = `${resolve(root)}${stats ? ', which is a file' : ''}. Build first, or name another.`
  throw new FederationError('FED-601', detail)
}

/** What every answer has, errors too: a page of another origin can read why something failed only with CORS. */
function setCommonHeaders(
  request: IncomingMessage,
  response: ServerResponse,
  { cors = true }: Pick<StaticServerOptions, 'cors'>,
): void {
  response.setHeader('X-Content-Type-Options', 'nosniff')
  // Scripts, styles and images need no CORS: without this any page could have them run and shown.
  response.setHeader('Cross-Origin-Resource-Policy', cors ? 'cross-origin' : 'same-origin')
  if (!cors) return
  response.setHeader('Access-Control-Allow-Origin', '*')
  response.setHeader('Timing-Allow-Origin', '*')
  if (request.method !== 'OPTIONS') return
  response.setHeader('Access-Control-Allow-Methods', 'GET, HEAD')
  response.setHeader('Access-Control-Allow-Headers', '*')
  // A production page that is overridden to localhost asks for this.
  response.setHeader('Access-Control-Allow-Private-Network', 'true')
}

function fileServer({ root, mounts = {}, spa = false, headers = () => ({}) }: StaticServerOptions) {
  const places = { '/': root, ...mounts }
  const compressOnce = rememberCompressed()

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    // Not `new URL`: it would silently resolve `..` and take `//host/…` for another host.
    const [pathname, query] = splitUrl(request.url ?? '/')
    if (request.method === 'OPTIONS') return end(response, 204)
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return end(response, 405, { Allow: 'GET, HEAD, OPTIONS' }, `${request.method} is not allowed`)
    }
    // What asks for a page says so; a script that is not there stays so.
    const isPage = spa && request.headers.accept?.includes('text/html')
    const found = (await findFile(pathname, places)) ?? (isPage ? await findFile('/', places) : undefined)
    if (!found) return end(response, 404, {}, `${pathname} is not here`)
    if (found.kind === 'directory') return end(response, 301, { Location: `${pathname.replace(/^\/+/, '/')}/${query}` })

    if (basename(found.path) === buildsFile) return streamBuilds(request, response, found.path)
    const { size, hash, body } = await readContent(found.path, found.stats)
    const mime = mimeTypeOf(found.path)
    // A condition on the range is not met by a weak tag, nor looked at for a date: the whole is sent.
    const range = request.headers['if-range'] ? undefined : byteRangeOf(request.headers.range, size)
    const accepted = range === undefined ? String(request.headers['accept-encoding'] ?? '') : ''
    const encoding = body && chooseEncoding(accepted, mime, size)
    const etag = `W/"${hash}"`
    const described = {
      'Cache-Control': cacheControlOf(found.path),
      ETag: etag,
      Vary: 'Accept-Encoding',
      'Accept-Ranges': 'bytes',
      ...headers(pathname),
    }
    if (isUnchanged(request.headers['if-none-match'], etag)) return end(response, 304, described)
    if (range === null) return end(response, 416, { 'Content-Range': `bytes */${size}` })

    const { first, last } = range ?? { first: 0, last: size - 1 }
    const held = body && (encoding ? await compressOnce(hash, body, encoding) : body.subarray(first, last + 1))
    response.writeHead(range ? 206 : 200, {
      'Content-Type': mime,
      'Content-Length': held ? held.length : last - first + 1,
      ...(encoding && { 'Content-Encoding': encoding }),
      ...(range && { 'Content-Range': `bytes ${first}-${last}/${size}` }),
      ...described,
    })
    // Of HTTP/2's responses none drops the body by itself.
    if (held || request.method === 'HEAD') response.end(request.method === 'HEAD' ? undefined : held)
    else await pipeline(createReadStream(found.path, { start: first, end: last }), response)
  }
}

/** The query with its question mark. */
function splitUrl(url: string): readonly [pathname: string, query: string] {
  const at = url.search(/[?#]|$/)
  return [url.slice(0, at), url.slice(at)]
}

function isUnchanged(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false
  return ifNoneMatch.trim() === '*' || ifNoneMatch.split(',').some(tag => tag.trim() === etag)
}

function end(response: ServerResponse, status: number, headers: Record<string, string> = {}, text = ''): void {
  const described = text ? { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' } : {}
  response.writeHead(status, { ...described, ...headers })
  response.end(text)
}

/** A file that vanished or cannot be read while it was served. */
function failRequest(response: ServerResponse, error: NodeJS.ErrnoException): void {
  if (response.headersSent) response.destroy(error)
  else end(response, error.code === 'ENOENT' ? 404 : 500, {}, error.code === 'ENOENT' ? 'not here' : 'cannot be read')
}
