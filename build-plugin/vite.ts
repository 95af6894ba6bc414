import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { ConfigEnv, Plugin, ResolvedConfig, UserConfig } from 'vite'
import { FederationError } from '../core/index.js'
import { hashViteStylesheets } from './assets/hash-vite-stylesheets.js'
import { leanViteImports } from './assets/lean-vite-imports.js'
import { readViteStylesheets } from './assets/read-vite-stylesheets.js'
import { wrapWorkers } from './assets/wrap-workers.js'
import { reloadPage } from './dev/reload-page.js'
import { serveRemote } from './dev/serve-remote.js'
import { isForTests, stubRemotes } from './dev/stub-remotes.js'
import type { FederationOptions, Mode, Settings } from './options/federation-options.js'
import { parseOptions } from './options/parse-options.js'
import { allowNoExposes } from './remote/allow-no-exposes.js'
import { linkRemoteCode } from './remote/link-remote-code.js'
import { mapBuiltPage } from './remote/map-built-page.js'
import { writeRemote } from './remote/write-remote.js'
import { linkPackages } from './shared-packages/link-packages.js'

export type { ExposeOptions, FederationOptions, Mode, SharedOptions } from './options/federation-options.js'

/**
 * The build plugin for Vite. `vite build` makes a remote of the project, as `federation` of `fedmap/build-plugin` does; it
 * needs no index.html, and builds one that there is too. Stylesheets and assets are Vite's own. `vite` serves the project as
 * a remote that a running page can be pointed to, with hot reload.
 *
 * What cannot be built throws, what is likely not meant is warned of: the FED-5xx sections of docs/errors.md.
 */
export function federation(options: FederationOptions): Plugin[] {
  const settings = parseOptions(options)
  let mode: Mode = 'production'
  const build: Plugin[] = [
    {
      name: 'fedmap-vite',
      config: config => toConfig(config, settings),
      configResolved(config) {
        checkPlugins(config)
        mode = config.isProduction ? 'production' : 'development'
      },
    },
    // One implementation for all bundlers: Vite's plugins are those of rollup, with more hooks.
    ...([
      linkPackages(linkRemoteCode(settings)),
      wrapWorkers(),
      reloadPage(),
      leanViteImports(),
      hashViteStylesheets(),
      allowNoExposes(settings),
      writeRemote(settings, { modeOf: () => mode, findStylesheets: (_, bundle) => readViteStylesheets(bundle) }),
      mapBuiltPage(),
    ] as unknown as Plugin[]),
  ]
  const serve: Plugin[] = [
    ...serveRemote(settings),
    { ...(wrapWorkers(null) as unknown as Plugin), name: 'fedmap-dev-workers', enforce: 'post' },
  ]
  return [
    {
      name: 'fedmap-root',
      config({ root }) {
        // Known only now. What is relative to it was not read yet.
        Object.assign(settings, parseOptions({ root, ...options }))
      },
    },
    ...build.map(plugin => ({ ...plugin, ...isRunAs('build') })),
    ...serve.map(plugin => ({ ...plugin, ...isRunAs('serve') })),
    stubRemotes(settings),
  ]
}

/** When a plugin is part of Vite: for this command, for browsers, and not for tests. */
function isRunAs(command: ConfigEnv['command']): Pick<Plugin, 'apply' | 'applyToEnvironment'> {
  return {
    apply: (config, env) => env.command === command && !env.isSsrBuild && !isForTests(config),
    applyToEnvironment: ({ config }) => config.consumer === 'client',
  }
}

/** FED-528 for a plugin that adds to modules what only a page of its own understands. */
function checkPlugins({ plugins }: ResolvedConfig): void {
  if (!plugins.some(({ name }) => name.startsWith('vite:legacy'))) return
  const detail = "@vitejs/plugin-legacy writes for a page of its own. Take it out, and set federation()'s `target`."
  throw new FederationError('FED-528', detail)
}

/** Relative URLs, since a remote lies wherever it is deployed; entries only where the project has any of its own. */
function toConfig({ build = {} }: UserConfig, { root }: Settings): UserConfig {
  const { input, output } = build.rolldownOptions ?? build.rollupOptions ?? {}
  const names = { entryFileNames: '[name]-[hash].js', chunkFileNames: '[name]-[hash].js' }
  const bundlerOptions = {
    ...(input === undefined && !existsSync(join(root, 'index.html')) && { input: {} }),
    ...(!Array.isArray(output) && { output: { ...names, ...output } }),
  }
  return {
    base: './',
    build: {
      modulePreload: false,
      cssCodeSplit: true,
      sourcemap: build.sourcemap ?? true,
      // Vite 8 takes both names, Vite 7 only the second.
      ...(build.rolldownOptions ? { rolldownOptions: bundlerOptions } : { rollupOptions: bundlerOptions }),
    },
  }
}
