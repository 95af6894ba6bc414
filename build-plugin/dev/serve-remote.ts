import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Node } from 'estree-walker'
import { lookup } from 'mrmime'
import type { PluginContext } from 'rollup'
import type { Plugin, ResolvedConfig, ViteDevServer } from 'vite'
import { FederationError } from '../../core/index.js'
import type { Settings } from '../options/federation-options.js'
import { forgetPackages } from '../packages/find-package.js'
import { isLockstep, uiRuntimes } from '../packages/known-packages.js'
import { formatPackageSpecifier, parsePackageSpecifier } from '../packages/parse-package-specifier.js'
import { linkRemoteCode } from '../remote/link-remote-code.js'
import { checkInstalled } from '../shared-packages/check-installed.js'
import { isStylesheet } from '../shared-packages/link-packages.js'
import { toFile } from '../to-file.js'
import { toSlashes } from '../to-slashes.js'
import { warnOnce } from '../warn.js'
import { bridgeImports } from './bridge-imports.js'
import { foreignPrefix, isDevId, jsxPrefix, sharedPrefix, startId } from './dev-ids.js'
import { bridgeFile, type DevRemote, makeDevRemote, toLoneMap } from './make-dev-remote.js'
import { printBridged, printJsxRuntime, printStart } from './print-dev-modules.js'

/**
 * Makes Vite's dev server serve the project as a remote, which any page can be pointed to. The remote's exposes have the
 * browser import the sources from the server, with hot reload as ever; what these import of shared packages and other
 * remotes is bridged to what the page's engine resolves for the remote.
 */
export function serveRemote(settings: Settings): Plugin[] {
  const told = new Set<string>()
  const decide = linkRemoteCode(settings)
  const mode = settings.mode ?? 'development'
  let config: ResolvedConfig
  let server: ViteDevServer
  let context: PluginContext
  let made: DevRemote | undefined
  let making: Promise<DevRemote> | undefined

  const warn = warnOnce(told, ({ message }) => config.logger.warn(message, { timestamp: true }))

  /** The remote of the sources as they are now. Asking again while it is being made is asking once. */
  const make = (): Promise<DevRemote> => {
    making ??= makeDevRemote({
      settings,
      mode,
      environment: server.environments.client,
      root: config.root,
      base: config.base,
      context,
      warn,
      onBuild: copy => config.logger.info(`built ${copy} to share it`, { timestamp: true }),
    })
      .then(remote => {
        made = remote
        server.watcher.add([...remote.linkedFiles])
        return remote
      })
      .finally(() => {
        making = undefined
      })
    return making
  }

  /** Pages that run the remote are loaded again, with a map of what it is then. */
  const reloadPages = () => server.environments.client.hot.send({ type: 'full-reload' })

  /** What the page that runs cannot know yet. */
  const makeForNew = (): Promise<DevRemote> => {
    if (made) reloadPages()
    return make()
  }

  /** The name by which the page knows what no copy of this remote tells the exports of. */
  const toForeign = (specifier: string, importer: string): string | undefined => {
    const parsed = parsePackageSpecifier(specifier)
    const link = parsed && decide(parsed, toFile(importer), warn)
    if (!link) return undefined
    return settings.shared.get(parsed.package)?.carriesCopy ? undefined : link.bare
  }

  const link: Plugin = {
    name: 'fedmap-dev-link',
    enforce: 'pre',

    config: () => ({
      // Whatever imports these gets the page's: they are no business of Vite's bundles of dependencies.
      optimizeDeps: {
        exclude: [...settings.shared.keys(), ...settings.remotes.keys()],
        entries: ['index.html', ...settings.exposes.map(({ file }) => file).filter(file => file.startsWith('.'))],
      },
      // What comes of the sources decides what the server says of itself, so nothing is guessed before.
      server: { preTransformRequests: false },
    }),

    configResolved(resolved) {
      config = resolved
      const isOurs = (name: string) => settings.shared.has(parsePackageSpecifier(name)?.package ?? '')
      for (const { optimizeDeps } of [resolved, ...Object.values(resolved.environments)]) {
        // Plugins of frameworks put them there.
        optimizeDeps.include = (optimizeDeps.include ?? []).filter(name => !isOurs(name))
      }
    },

    buildStart() {
      context = this as unknown as PluginContext
      forgetPackages() // Vite starts anew in the same process when what is installed has changed.
      checkInstalled(settings)
    },

    configureServer(started) {
      server = started
      const { httpServer, watcher } = server
      watcher.on('change', file => made?.linkedFiles.has(toSlashes(file)) && reloadPages())
      httpServer?.once('listening', () => {
        const address = httpServer.address()
        const protocol = config.server.https ? 'https' : 'http'
        // Styles and images are looked up from the page, which lies elsewhere.
        if (typeof address === 'object' && address) config.server.origin ??= `${protocol}://localhost:${address.port}`
        void make().catch(error => config.logger.error(String(error.message), { timestamp: true, error }))
      })
      // After Vite's own, so that its settings for other origins hold, and before its page for everything.
      return () =>
        server.middlewares.use(
          (request, response, next) =>
            void answer(request, response)
              .catch(next)
              .then(isDone => isDone || next()),
        )
    },

    resolveId: {
      order: 'pre',
      async handler(source, importer, options) {
        if (isDevId(source)) return source
        const parsed = parsePackageSpecifier(source)
        if (!parsed || importer === undefined) return null
        const found = decide(parsed, toFile(importer), warn)
        if (!found) return null
        const rollup = this as unknown as PluginContext
        if (parsed.subpath !== '.' && (await isStylesheet(rollup, source, importer, options as never))) return null
        if (toForeign(source, importer) !== undefined) return `${foreignPrefix}${found.bare}`
        return parsed.subpath === './jsx-dev-runtime' ? jsxPrefix + parsed.package : sharedPrefix + found.bare
      },
    },

    async load(id) {
      if (!isDevId(id)) return null
      if (id === startId) {
        const scripts = await listPluginScripts(server)
        return printStart({ remote: settings.name, mode, scripts, frameworks: await listFrameworks() })
      }
      if (id.startsWith(jsxPrefix)) return printJsxRuntime(id.slice(jsxPrefix.length))
      if (id.startsWith(sharedPrefix)) {
        const specifier = id.slice(sharedPrefix.length)
        const names = made?.names.get(specifier) ?? (await makeForNew()).names.get(specifier)
        return names ? printBridged(specifier, settings.name, names) : null
      }
      const [path, query] = id.slice(foreignPrefix.length).split('?')
      const names = new URLSearchParams(query).get('names')?.split(',') ?? []
      return printBridged(
        path!,
        settings.name,
        names.filter(name => name !== ''),
      )
    },
  }

  const bridge: Plugin = {
    name: 'fedmap-dev-bridge',
    enforce: 'post',
    transform(code, id) {
      const names = [...settings.remotes.keys(), ...withoutCopy(settings)]
      if (isDevId(id) || !names.some(name => code.includes(name))) return null
      try {
        return bridgeImports(code, this.parse(code) as Node & { type: 'Program' }, specifier =>
          toForeign(specifier, id),
        )
      } catch (error) {
        if (!(error instanceof FederationError)) return null // No JavaScript: a stylesheet, that names it.
        return this.error(`${error.message} (${toFile(id)})`)
      }
    },
  }

  const page: Plugin = {
    name: 'fedmap-dev-page',
    transformIndexHtml: {
      order: 'pre',
      async handler(html, { originalUrl }) {
        // A page of fedmap's says itself what it is made of.
        if (originalUrl === startId || /\bfedmap[\w-]*\.js\b/.test(html)) return html
        const { base } = config
        return {
          html,
          tags: [
            {
              tag: 'script',
              attrs: { type: 'importmap' },
              children: toLoneMap(await make(), base),
              injectTo: 'head-prepend',
            },
            { tag: 'script', attrs: { type: 'module', src: `${base}esm/${bridgeFile}` }, injectTo: 'head-prepend' },
          ],
        }
      },
    },
  }

  return [link, bridge, page]

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    const { originalUrl = request.url ?? '' } = request as { originalUrl?: string; url?: string }
    const { base } = config
    const path = decodeURI(originalUrl.split(/[?#]/, 1)[0]!)
    if (path === '/federation.json' && base !== path.slice(0, 1)) return redirect(response, `${base}federation.json`)
    if (!path.startsWith(base)) return false
    const name = path.slice(base.length)
    if (name === 'federation.json') {
      warnOfForbidden(request, response)
      return send(response, 'application/json', `${JSON.stringify((await make()).manifest, null, 2)}\n`)
    }
    if (!/^(?:system|esm|assets)\//.test(name)) return false
    const content = (made ?? (await make())).files.get(name)
    if (content === undefined) return false
    return send(response, lookup(name) ?? 'application/octet-stream', content)
  }

  /** What Vite lets read its files: by default pages of this machine only. */
  function warnOfForbidden({ headers }: IncomingMessage, response: ServerResponse): void {
    const { origin, host } = headers
    if (origin === undefined || response.hasHeader('access-control-allow-origin')) return
    if (origin === `http://${host}` || origin === `https://${host}`) return
    warn(
      'FED-524',
      `${origin} asks for ${settings.name}, and may not read it. If that is your page: server: { cors: { origin: '${origin}' } } in the config of Vite.`,
    )
  }

  /** The frameworks among what the sources use, that are hot-reloaded by way of their build for development. */
  async function listFrameworks(): Promise<string[]> {
    const { manifest } = made ?? (await make())
    const used = Object.entries(manifest.shared).flatMap(([name, { uses }]) => {
      const [subpath] = Object.keys(uses)
      return subpath === undefined ? [] : [[name, formatPackageSpecifier(name, subpath)] as const]
    })
    // Where the remote has what renders a library, that tells.
    const isTold = (library: string) => used.some(([name]) => isLockstep(name, library))
    const isFramework = (name: string) => (uiRuntimes.has(name) ? !isTold(name) : name === 'react-dom')
    return used.flatMap(([name, specifier]) => (isFramework(name) ? specifier : []))
  }
}

function withoutCopy({ shared }: Settings): string[] {
  return [...shared].flatMap(([name, { carriesCopy }]) => (carriesCopy ? [] : [name]))
}

/** What plugins have a page of the dev server run, as modules: Vite's client, what React's hot reload needs. */
async function listPluginScripts(server: ViteDevServer): Promise<string[]> {
  const html = await server.transformIndexHtml('/', '<!doctype html><head></head><body></body>', startId)
  return [...html.matchAll(/<script type="module"([^>]*)>([\s\S]*?)<\/script>/g)].map(([, attributes, code]) => {
    const src = /src="([^"]*)"/.exec(attributes!)?.[1]
    return src ? `import ${JSON.stringify(src)}` : code!
  })
}

function send(response: ServerResponse, type: string, content: string | Uint8Array): true {
  response.writeHead(200, { 'Content-Type': type, 'Cache-Control': 'no-cache' }).end(content)
  return true
}

function redirect(response: ServerResponse, location: string): true {
  response.writeHead(302, { Location: location }).end()
  return true
}
