import { readFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { lookup } from 'mrmime'
import type { Warn } from '../warn.js'
import type { LiveRemote } from './live-remote.js'

export interface RequestAnswers {
  readonly remoteName: string
  readonly remote: LiveRemote
  /** The dev server's base path, `'/'`. */
  readonly base: string
  readonly warn: Warn
}

const require = createRequire(import.meta.url)

/** What a page's script tag may name, or what one of these loads. */
const loaderFiles = /^\/(?:fedmap(?:-[a-z-]+)?|es-module-shims)\.js$/

type Next = (error?: unknown) => void

/**
 * Answers requests for the remote's manifest and for the files that it lists, and of a host's page for the loader, as
 * `fedmap serve --loader` does; passes all others on.
 */
export function answerRequests(answers: RequestAnswers) {
  return (request: IncomingMessage, response: ServerResponse, next: Next) =>
    void answer(request, response, answers).then(isDone => isDone || next(), next)
}

/** Leads who asks for the manifest at the root, as by the port alone, to the base path, before Vite answers that there is nothing. */
export function redirectToBase(base: string) {
  return ({ url }: IncomingMessage, response: ServerResponse, next: Next) => {
    if (base === '/' || url !== '/federation.json') return next()
    response.writeHead(302, { Location: `${base}federation.json` }).end()
  }
}

/** Whether the request was one for the remote. */
async function answer(request: IncomingMessage, response: ServerResponse, answers: RequestAnswers): Promise<boolean> {
  const { remote, base } = answers
  const { originalUrl = request.url ?? '' } = request as { originalUrl?: string; url?: string }
  const path = decodeURI(originalUrl.split(/[?#]/, 1)[0]!)
  if (loaderFiles.test(path)) {
    const content = await readFile(join(dirname(require.resolve('fedmap/fedmap.js')), path)).catch(() => undefined)
    return content !== undefined && send(response, 'text/javascript', content)
  }
  if (!path.startsWith(base)) return false
  const name = path.slice(base.length)
  if (name === 'federation.json') {
    warnOfForbidden(request, response, answers)
    return send(response, 'application/json', `${JSON.stringify((await remote.make()).manifest, null, 2)}\n`)
  }
  if (!/^(?:system|esm|assets)\//.test(name)) return false
  const content = (await remote.last()).files.get(name)
  if (content === undefined) return false
  return send(response, lookup(name) ?? 'application/octet-stream', content)
}

/** FED-524. What Vite lets read its files: by default pages of this machine only. */
function warnOfForbidden(
  { headers }: IncomingMessage,
  response: ServerResponse,
  { remoteName, warn }: RequestAnswers,
): void {
  const { origin, host } = headers
  if (origin === undefined || response.hasHeader('access-control-allow-origin')) return
  if (origin === `http://${host}` || origin === `https://${host}`) return
  warn(
    'FED-524',
    `${origin} asks for ${remoteName}, and may not read it. If that is your page: server: { cors: { origin: '${origin}' } } in the config of Vite.`,
  )
}

function send(response: ServerResponse, type: string, content: string | Uint8Array): true {
  response.writeHead(200, { 'Content-Type': type, 'Cache-Control': 'no-cache' }).end(content)
  return true
}
