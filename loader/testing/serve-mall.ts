import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { fileURLToPath } from 'node:url'
import { readFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { filesOf, type RemoteSketch } from './hand-written-remote.js'

/** What a server does with a request in place of serving the file. */
export type Fault = (response: ServerResponse, text: string | undefined, request: IncomingMessage) => void

/** Servers that hold everything in memory: the page's own origin, and another for each remote. */
export interface Mall {
  readonly page: Origin
  readonly remotes: Readonly<Record<string, Origin>>
  /** URLs in the order of arrival, each time that they were asked for. */
  readonly requests: string[]
  /** `<base>/federation.json` of each remote. */
  readonly manifests: Readonly<Record<string, string>>
  close(): Promise<void>
}

export interface Origin {
  readonly origin: string
  /** Path → content. May be changed at any time. */
  readonly files: Map<string, string>
  /** Path → what happens instead, at each request. */
  readonly faults: Map<string, Fault>
  /** Milliseconds before each answer. */
  latency: number
  /** Ends the server: from now on its connections are refused. */
  close(): Promise<void>
}

/** Builds these remotes and serves each from its own origin, beside a page origin with fedmap's two files. */
export async function serveMall(...sketches: readonly RemoteSketch[]): Promise<Mall> {
  const requests: string[] = []
  const page = await serve(requests)
  for (const file of ['fedmap.js', 'fedmap-compose.js']) page.files.set(`/${file}`, await read(`../../dist/${file}`))
  const remotes: Record<string, Origin> = {}
  for (const sketch of sketches) {
    const origin = await serve(requests)
    remotes[sketch.name] = origin
    for (const [path, text] of Object.entries(filesOf(sketch))) origin.files.set(`/${path}`, text)
  }
  const manifests = Object.fromEntries(
    Object.entries(remotes).map(([name, { origin }]) => [name, `${origin}/federation.json`]),
  )
  return {
    page,
    remotes,
    requests,
    manifests,
    close: async () => void (await Promise.all([page, ...Object.values(remotes)].map(server => server.close()))),
  }
}

async function serve(requests: string[]): Promise<Origin> {
  const files = new Map<string, string>()
  const faults = new Map<string, Fault>()
  const server = createServer((request, response) => {
    const path = (request.url ?? '').split('?', 1)[0] as string
    if (path === '/favicon.ico') return response.writeHead(204).end()
    requests.push(origin.origin + path)
    const text = files.get(path)
    response.setHeader('Access-Control-Allow-Origin', '*')
    response.setHeader('Timing-Allow-Origin', '*')
    response.setHeader('X-Content-Type-Options', 'nosniff')
    setTimeout(() => {
      const fault = faults.get(path)
      if (fault) return fault(response, text, request)
      if (text === undefined) return response.writeHead(404).end()
      response.writeHead(200, { 'Content-Type': mimeOf(path), 'Cache-Control': 'max-age=3600' }).end(text)
    }, origin.latency)
  })
  await new Promise<void>(listening => server.listen(0, 'localhost', listening))
  const { port } = server.address() as AddressInfo
  const origin: Origin = {
    origin: `http://localhost:${port}`,
    files,
    faults,
    latency: 0,
    close: () =>
      new Promise(closed => {
        server.close(() => closed())
        server.closeAllConnections()
      }),
  }
  return origin
}

function mimeOf(path: string): string {
  const types: Record<string, string> = { js: 'text/javascript', json: 'application/json', css: 'text/css' }
  return types[path.slice(path.lastIndexOf('.') + 1)] ?? 'text/html'
}

function read(path: string): Promise<string> {
  return readFile(fileURLToPath(new URL(path, import.meta.url)), 'utf8')
}
