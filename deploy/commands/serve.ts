import { readdir } from 'node:fs/promises'
import { validateHeaderName, validateHeaderValue } from 'node:http'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Command, InvalidArgumentError } from 'commander'
import { type Intercept, startStaticServer } from '../static-server/static-server.js'
import { exitCodes, printable, type Report, reportAction } from './report.js'

interface ServeOptions {
  readonly port: number
  readonly host: string
  readonly cors: boolean
  readonly mount: Readonly<Record<string, string>>
  readonly header: Readonly<Record<string, string>>
  readonly loader?: boolean
  readonly spa?: boolean
  readonly log: boolean
}

/** `fedmap serve`: the static server, until it is stopped. */
export function serveCommand(): Command {
  return new Command('serve')
    .summary('serve a folder as a CDN would: CORS, caching, compression')
    .description(
      `Serves a folder as a CDN in front of remotes should.

Every answer, errors too, may be read by pages of other origins. Files of a remote that have a hash in their name are
immutable; importmap.json, federation.json, remoteEntry.js and pages are revalidated, and an unchanged one costs a 304.
Text is sent with brotli or gzip. A changed file shows at once. Hidden files are not served.`,
    )
    .argument('[folder]', 'what to serve', '.')
    .option('-p, --port <number>', 'where to listen; 0 takes a free port', parsePort, 0)
    .option('--host <address>', 'the address to listen on; 0.0.0.0 lets other machines in', 'localhost')
    .option('--no-cors', 'let only pages of the same origin use the files')
    .option(
      '--mount <path=file>',
      'serve a file or folder from elsewhere, /vendor/=../vendor (repeatable)',
      addMount,
      {},
    )
    .option('--loader', 'serve fedmap.js and what belongs to it too, of this package')
    .option('--spa', 'show index.html at every path that has no file, for a page with a router')
    .option('--header <name: value>', 'send a header with every file (repeatable)', addHeader, {})
    .option('--log', 'print each request')
    .option('--json', 'print the origin as JSON')
    .addHelpText(
      'after',
      `
Examples:
  $ fedmap serve dist --port 9001
      a local build of a remote; on the real page, point the remote's override to http://localhost:9001/federation.json
  $ fedmap serve public --header "Content-Security-Policy: script-src 'self'"
  $ fedmap serve site --loader --mount /cart/=../cart/dist

${exitCodes}`,
    )
    .action(reportAction(serve))
}

async function serve(folder: string, options: ServeOptions): Promise<Report> {
  const { port, host, cors, mount, header, loader, spa, log } = options
  const server = await startStaticServer({
    root: folder,
    port,
    host,
    cors,
    mounts: { ...(loader && (await loaderMounts())), ...mount },
    ...(spa && { spa }),
    headers: () => header,
    ...(log && { intercept: logRequest }),
  })
  // A second signal ends the process the hard way.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void server.close())
  return {
    data: { origin: server.origin, port: server.port, folder },
    text: colors => `${folder} at ${colors.cyan(server.origin)}`,
  }
}

/** Each file that a page's script tag may name, or that one of them loads. */
async function loaderMounts(): Promise<Record<string, string>> {
  const dist = fileURLToPath(new URL('../../', import.meta.url))
  const files = (await readdir(dist)).filter(name => /^(fedmap.*|es-module-shims)\.js(\.map)?$/.test(name))
  return Object.fromEntries(files.map(name => [`/${name}`, join(dist, name)]))
}

/** To stderr: stdout is for the origin. */
const logRequest: Intercept = (request, response, serve) => {
  response.on('finish', () =>
    process.stderr.write(printable(`${response.statusCode} ${request.method} ${request.url}\n`)),
  )
  serve()
}

function parsePort(text: string): number {
  const port = Number(text)
  if (Number.isInteger(port) && port >= 0 && port <= 65_535 && text !== '') return port
  throw new InvalidArgumentError('A port is a whole number from 0 to 65535.')
}

type Pairs = Readonly<Record<string, string>>

/** URL path → file or folder. */
function addMount(text: string, mounts: Pairs): Pairs {
  const [path, file] = parsePair(text, '=')
  return { ...mounts, [path.startsWith('/') ? path : `/${path}`]: file }
}

function addHeader(text: string, headers: Pairs): Pairs {
  const [name, value] = parsePair(text, ':')
  try {
    validateHeaderName(name)
    validateHeaderValue(name, value)
  } catch (error) {
    throw new InvalidArgumentError(`${(error as Error).message}.`)
  }
  return { ...headers, [name]: value }
}

/** One of a repeatable option: `key<separator>value`. */
function parsePair(text: string, separator: '=' | ':'): readonly [string, string] {
  const at = text.indexOf(separator)
  if (at < 1) throw new InvalidArgumentError(`It needs a "${separator}" between its two parts.`)
  return [text.slice(0, at).trim(), text.slice(at + 1).trim()]
}
