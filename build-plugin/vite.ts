import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { OutputAsset, OutputBundle } from 'rollup'
import type { Plugin, UserConfig } from 'vite'
import type { Stylesheet } from './assets/emit-styles.js'
import { wrapWorkers } from './assets/wrap-workers.js'
import { reloadPage } from './dev/reload-page.js'
import { serveRemote } from './dev/serve-remote.js'
import type { FederationOptions, Mode, Settings } from './options/federation-options.js'
import { parseOptions } from './options/parse-options.js'
import { linkPackages } from './packages/link-packages.js'
import { linkRemoteCode } from './remote/link-remote-code.js'
import { loadStylesheets } from './remote/load-stylesheets.js'
import { writeRemote } from './remote/write-remote.js'

export type { ExposeOptions, FederationOptions, Mode, SharedOptions } from './options/federation-options.js'

/**
 * The build plugin for Vite. `vite build` makes a remote of the project, as `federation` of `fedmap/build-plugin` does; it
 * needs no index.html, and builds one that there is too. Stylesheets and assets are Vite's own. `vite` serves the project as
 * a remote that a running page can be pointed to, with hot reload.
 *
 * Throws FED-501 to FED-516 for what cannot be built; warns with FED-521 to FED-524.
 */
export function federation(options: FederationOptions): Plugin[] {
  const settings = parseOptions(options)
  let mode: Mode = 'production'
  const plugins = [
    linkPackages(linkRemoteCode(settings)),
    wrapWorkers(),
    reloadPage(),
    writeRemote(settings, { modeOf: () => mode, findStylesheets: (_, bundle) => readStylesheets(bundle) }),
  ]
  return [
    {
      name: 'fedmap-vite',
      apply: 'build',
      config: config => toConfig(config, settings),
      configResolved(config) {
        mode = config.isProduction ? 'production' : 'development'
      },
    },
    importWithStylesheets,
    // One implementation for all bundlers: Vite's plugins are those of rollup, with more hooks.
    ...plugins.map(plugin => ({ ...plugin, apply: 'build' }) as unknown as Plugin),
    ...serveRemote(settings),
    { ...wrapWorkers(null), name: 'fedmap-dev-workers', apply: 'serve', enforce: 'post' } as unknown as Plugin,
  ]
}

/**
 * What Vite calls around every `import()`, less what the loader does anyway: of Vite's own code for that, a kilobyte in each
 * remote, there is left that a part's stylesheets are awaited, for the native engine and the project's own index.html, and
 * that `vite:preloadError` is heard of where the import fails.
 */
const importWithStylesheets: Plugin = {
  name: 'fedmap-vite-import',
  apply: 'build',
  enforce: 'pre',
  load(id) {
    if (id !== '\0vite/preload-helper.js') return null
    return `export async function __vitePreload(load, files = [], parent) {
      await (${loadStylesheets})(files.map(file => new URL(file, parent).href), document)
      try {
        return await load()
      } catch (payload) {
        const event = Object.assign(new Event('vite:preloadError', { cancelable: true }), { payload })
        if (dispatchEvent(event)) throw payload
      }
    }`
  },
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
      sourcemap: build.sourcemap ?? true,
      // Vite 8 takes both names, Vite 7 only the second.
      ...(build.rolldownOptions ? { rolldownOptions: bundlerOptions } : { rollupOptions: bundlerOptions }),
    },
  }
}

/** Chunk → its stylesheets, as Vite has noted them. */
function readStylesheets(bundle: OutputBundle): Map<string, readonly Stylesheet[]> {
  return new Map(
    Object.values(bundle).map(file => {
      const { viteMetadata } = file as { viteMetadata?: { importedCss?: ReadonlySet<string> } }
      return [file.fileName, [...(viteMetadata?.importedCss ?? [])].map(fileName => readAsset(bundle, fileName))]
    }),
  )
}

function readAsset(bundle: OutputBundle, fileName: string): Stylesheet {
  return { fileName, source: (bundle[fileName] as OutputAsset).source }
}
