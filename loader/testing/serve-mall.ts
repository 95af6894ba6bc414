import type { IncomingMessage, ServerResponse } from 'node:http'
import { fileURLToPath } from 'node:url'
import { startStaticServer } from '../../deploy/index.js'
import { filesOf, type RemoteSketch } from './hand-written-remote.js'

/** What a server does with a request in place of answering it. */
export type Fault = (response: ServerResponse, text: string, request: IncomingMessage) => void

/** A server with files in memory, that can be made to misbehave. */
export interface Origin {
  readonly origin: string
  /** Path → content. May be changed at any time. */
  readonly files: Map<string, string>
  /** Path → what happens instead, at each request. */
  readonly faults: Map<string, Fault>
  /** Path → further headers. */
  readonly headers: Map<string, Readonly<Record<string, string>>>
  /** Milliseconds before each answer. */
  latency: number
  /** Ends the server: from now on its connections are refused. */
  close(): Promise<void>
}

export interface Mall {
  /** Where the page lies, with fedmap's files. */
  readonly page: Origin
  readonly remotes: Readonly<Record<string, Origin>>
  /** Remote → `<base>/federation.json`. */
  readonly manifests: Readonly<Record<string, string>>
  /** URLs in the order of arrival, each as often as it was asked for. */
  readonly requests: string[]
  close(): Promise<void>
}

/** Serves each of these remotes from an origin of its own, and the page from another. */
export async function serveMall(...sketches: readonly RemoteSketch[]): Promise<Mall> {
  const requests: string[] = []
  const page = await serve(requests)
  const served = await Promise.all(
    sketches.map(async sketch => {
      const origin = await serve(requests)
      for (const [path, text] of Object.entries(filesOf(sketch))) origin.files.set(`/${path}`, text)
      return [sketch.name, origin] as const
    }),
  )
  return {
    page,
    remotes: Object.fromEntries(served),
    manifests: Object.fromEntries(served.map(([name, { origin }]) => [name, `${origin}/federation.json`])),
    requests,
    close: async () => {
      await Promise.all([page, ...served.map(([, origin]) => origin)].map(server => server.close()))
    },
  }
}

async function serve(requests: string[]): Promise<Origin> {
  const files = new Map<string, string>()
  const faults = new Map<string, Fault>()
  const headers = new Map<string, Readonly<Record<string, string>>>()
  const state = { latency: 0 }
  const server = await startStaticServer({
    root: fileURLToPath(new URL('../../dist', import.meta.url)),
    mounts: {
      '/system.min.js': fileURLToPath(import.meta.resolve('systemjs/dist/system.min.js')),
      '/panel.js': fileURLToPath(new URL('import-map-overrides.js', import.meta.resolve('import-map-overrides'))),
    },
    intercept(request, response, serveFile) {
      const path = (request.url as string).split('?', 1)[0] as string
      requests.push(server.origin + path)
      const text = files.get(path)
      const answer = () => {
        for (const [name, value] of Object.entries(headers.get(path) ?? {})) response.setHeader(name, value)
        const fault = faults.get(path)
        if (fault) {
          response.setHeader('Content-Type', mimeOf(path))
          fault(response, text ?? '', request)
        } else if (text === undefined) serveFile()
        else response.setHeader('Content-Type', mimeOf(path)).setHeader('Cache-Control', cacheControlOf(path)).end(text)
      }
      if (state.latency) setTimeout(answer, state.latency)
      else answer()
    },
  })
  return Object.assign(state, { origin: server.origin, files, faults, headers, close: server.close })
}

function cacheControlOf(path: string): string {
  return /\.(js|css)$/.test(path) ? 'max-age=3600' : 'no-cache'
}

function mimeOf(path: string): string {
  const types: Record<string, string> = { js: 'text/javascript', json: 'application/json', css: 'text/css' }
  return types[path.slice(path.lastIndexOf('.') + 1)] ?? 'text/html'
}
