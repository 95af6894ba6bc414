/*
 * Who runs where, when a page is pointed to a dev server:
 *
 * - In the dev server: the plugins below. `makeDevRemote` makes a remote of the sources, as a build does: a manifest, exposes
 *   and copies of shared packages. `answerRequests` gives these files to the page.
 * - In the page, loaded by its engine, be that SystemJS or the browser's own import map: exposes (print-exposes.ts) and copies.
 *   An expose opens the bridge, an entry in a table of the page's (bridges.ts) that resolves specifiers as the engine does for
 *   this remote. Then it has the browser import what runs before the sources, of plugins and print-start.ts, and the sources.
 * - In the page, loaded by the browser from the dev server, with hot reload as ever: the sources. They lie in no scope of an
 *   import map. So what they import of the page (find-page-import.ts) are modules of the dev server too (`linkSources`,
 *   print-bridged.ts), which ask the bridge for it and export its names: those of the remote's own copy; where it has none,
 *   those that the importer uses, which are written into the URL (`bridgeUnlisted`).
 * - In the project's own index.html, which has no engine: the same by an import map of this remote alone (`mapLonePage`).
 */

import type { AddressInfo } from 'node:net'
import type { PluginContext } from 'rollup'
import type { Plugin, ResolvedConfig, UserConfig, ViteDevServer } from 'vite'
import type { Settings } from '../options/federation-options.js'
import { forgetPackages } from '../packages/find-package.js'
import { parsePackageSpecifier } from '../packages/parse-package-specifier.js'
import { checkInstalled } from '../shared-packages/check-installed.js'
import { toSlashes } from '../to-slashes.js'
import { warnOnce } from '../warn.js'
import { answerRequests, redirectToBase } from './answer-requests.js'
import { bridgeUnlisted } from './bridge-unlisted.js'
import { toSharedId } from './dev-ids.js'
import { findPageImport } from './find-page-import.js'
import { linkSources } from './link-sources.js'
import { listFrameworks } from './list-frameworks.js'
import { listPluginScripts } from './list-plugin-scripts.js'
import { createLiveRemote } from './live-remote.js'
import { makeDevRemote } from './make-dev-remote.js'
import { mapLonePage } from './map-lone-page.js'
import { printStart } from './print-start.js'

/**
 * Makes Vite's dev server serve the project as a remote, which any page can be pointed to. The remote's exposes have the
 * browser import the sources from the server, with hot reload as ever; what these import of shared packages and other
 * remotes is bridged to what the page's engine resolves for the remote.
 */
export function serveRemote(settings: Settings): Plugin[] {
  const mode = settings.mode ?? 'development'
  const told = new Set<string>()
  // Vite tells of these as it starts, one in each hook.
  let config: ResolvedConfig
  let context: PluginContext
  let server: ViteDevServer

  const warn = warnOnce(told, ({ message }) => config.logger.warn(message, { timestamp: true }))
  const findImport = findPageImport(settings, warn)
  const remote = createLiveRemote(async () => {
    forgetPackages() // What is installed may have changed: Vite takes no notice.
    const made = await makeDevRemote({
      settings,
      mode,
      environment: server.environments.client,
      root: config.root,
      base: config.base,
      scripts: await listPluginScripts(server),
      context,
      warn,
      onBuild: copy => config.logger.info(`built ${copy} to share it`, { timestamp: true }),
    })
    const { moduleGraph } = server.environments.client
    for (const [specifier, names] of made.names) {
      // Made from the names that the copy exported when it was asked for.
      const bridged = moduleGraph.getModuleById(toSharedId(specifier))
      if (bridged && String(remote.made()?.names.get(specifier)) !== String(names))
        moduleGraph.invalidateModule(bridged)
    }
    server.watcher.add([...made.linkedFiles])
    return made
  })
  /** Pages that run the remote are loaded again, with a map of what it is then. */
  const reloadPages = () => server.environments.client.hot.send({ type: 'full-reload' })

  return [
    {
      // One plugin with `linkSources`: exposes are resolved in its context, and so past what that makes of imports.
      name: 'fedmap-dev-link',
      enforce: 'pre',

      config: () => toConfig(settings),

      configResolved(resolved) {
        config = resolved
        keepFromBundles(resolved, settings)
      },

      buildStart() {
        context = this as unknown as PluginContext
        forgetPackages() // Vite starts anew in the same process.
        checkInstalled(settings)
      },

      configureServer(started) {
        server = started
        const { httpServer, watcher } = server
        watcher.on('change', file => remote.made()?.linkedFiles.has(toSlashes(file)) && reloadPages())
        httpServer?.once('listening', () => {
          setOrigin(config, httpServer.address())
          void remote.make().catch(error => config.logger.error(String(error.message), { timestamp: true, error }))
        })
        server.middlewares.use(redirectToBase(config.base))
        const answers = answerRequests({ remoteName: settings.name, remote, base: config.base, warn })
        // After Vite's own, so that its settings for other origins hold, and before its page for everything.
        return () => server.middlewares.use(answers)
      },

      ...linkSources({
        remoteName: settings.name,
        findImport,
        async namesOf(specifier) {
          const known = remote.made()?.names.get(specifier)
          if (known) return known
          // What the page that runs cannot know yet.
          if (remote.made()) reloadPages()
          return (await remote.make()).names.get(specifier)
        },
        async printStart() {
          const frameworks = listFrameworks((await remote.last()).manifest)
          return printStart({ remote: settings.name, frameworks })
        },
      }),
    },
    bridgeUnlisted(settings, findImport),
    mapLonePage(remote, () => config.base),
  ]
}

function toConfig({ shared, remotes, exposes }: Settings): UserConfig {
  return {
    // Whatever imports these gets the page's: they are no business of Vite's bundles of dependencies.
    optimizeDeps: {
      exclude: [...shared.keys(), ...remotes.keys()],
      entries: ['index.html', ...exposes.map(({ file }) => file).filter(file => file.startsWith('.'))],
    },
    // What comes of the sources decides what the server says of itself, so nothing is guessed before.
    server: { preTransformRequests: false },
  }
}

/** Takes shared packages out of Vite's bundles of dependencies, where plugins of frameworks put them. */
function keepFromBundles(config: ResolvedConfig, { shared }: Settings): void {
  const isOurs = (name: string) => shared.has(parsePackageSpecifier(name)?.package ?? '')
  for (const { optimizeDeps } of [config, ...Object.values(config.environments)]) {
    optimizeDeps.include = (optimizeDeps.include ?? []).filter(name => !isOurs(name))
  }
}

/** Has styles and images looked up from the dev server: from the page they would be, which lies elsewhere. */
function setOrigin({ server }: ResolvedConfig, address: AddressInfo | string | null): void {
  const protocol = server.https ? 'https' : 'http'
  if (typeof address === 'object' && address) server.origin ??= `${protocol}://localhost:${address.port}`
}
