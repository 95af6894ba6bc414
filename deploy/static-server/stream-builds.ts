import { readFileSync, watch } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { basename, dirname } from 'node:path'

/**
 * Tells a page of each build that comes after the one that it has loaded, which it names in the query, by server-sent
 * events: as soon as it is written, or at once, where the page has missed it.
 */
export function streamBuilds(request: IncomingMessage, response: ServerResponse, file: string): void {
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' })
  if (request.method === 'HEAD') {
    response.end()
    return
  }
  let told = new URLSearchParams(request.url?.split('?')[1]).get('build')
  const tell = () => {
    const built = readBuild(file)
    if (built === '' || built === told) return
    told = built
    response.write(`data: ${built}\n\n`)
  }
  const watcher = watch(dirname(file), (_, name) => {
    if (name === null || name === basename(file)) tell()
  })
  watcher.on('error', () => response.end())
  response.on('close', () => watcher.close())
  response.write(':\n\n')
  tell()
}

/** Nothing where it is just being replaced. */
function readBuild(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
