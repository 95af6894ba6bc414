import { join } from 'node:path'
import { nodeResolve } from '@rollup/plugin-node-resolve'
import { type Plugin as RolldownPlugin, rolldown } from 'rolldown'
import { type OutputAsset, type OutputChunk, type Plugin, rollup } from 'rollup'
import esbuild from 'rollup-plugin-esbuild'
import { createLogger, type Plugin as VitePlugin, build as viteBuild } from 'vite'
import { vi } from 'vitest'
import type { Manifest } from '../../core/index.js'
import { commonjs, replace } from '../copies/rollup-plugins.js'
import { build as vite7Build } from '../fixtures/vite-7/index.js'
import { type FederationOptions, federation } from '../index.js'
import { federation as rolldownFederation } from '../rolldown.js'
import { federation as viteFederation } from '../vite.js'

export type Bundler = 'rollup' | 'rolldown' | 'vite' | 'vite 7'

/** What bundlers say of a build, as far as the tests look at it. */
interface Log {
  readonly message: string
  readonly code?: string | undefined
  readonly pluginCode?: unknown
}

export interface RemoteBuild {
  readonly folder: string
  readonly manifest: Manifest
  /** File name → content. */
  readonly files: Readonly<Record<string, string>>
  /** Those that were expected. */
  readonly warnings: readonly Log[]
  /** The shared packages that were built, not taken from the cache: `react@18.2.0`. */
  readonly built: readonly string[]
}

export interface RemoteBuildOptions extends Partial<FederationOptions> {
  readonly root: string
  readonly bundler?: Bundler
  /** Where to write, relative to the root. Default: `dist`. */
  readonly dist?: string
  /** Codes of the warnings that may come. Every other one is an error. */
  readonly expectedWarnings?: readonly string[]
  readonly plugins?: readonly Plugin[]
  /** With Vite: the project's pages. Default: its index.html. */
  readonly input?: readonly string[]
}

interface BundlerInput {
  readonly input: readonly string[] | undefined
  readonly federation: FederationOptions
  readonly root: string
  readonly dist: string
  readonly plugins: readonly Plugin[]
  readonly onLog: (level: string, log: Log) => void
}

// Tests run in an environment of their own, which Vite would take for development.
vi.stubEnv('NODE_ENV', 'production')

const environment = { 'process.env.NODE_ENV': '"production"' }

/** Each is configured as its users do. */
const bundlers: Record<Bundler, (input: BundlerInput) => Promise<readonly (OutputChunk | OutputAsset)[]>> = {
  async rollup({ federation: options, root, dist, plugins, onLog }) {
    const bundle = await rollup({
      plugins: [
        federation({ root, ...options }),
        nodeResolve({ browser: true, extensions: ['.tsx', '.ts', '.jsx', '.js'], exportConditions: ['production'] }),
        replace({ preventAssignment: true, values: environment }),
        commonjs(),
        ...plugins,
        esbuild({ jsx: 'automatic', target: 'es2022' }),
      ],
      onLog,
    })
    const { output } = await bundle.write({ dir: join(root, dist) })
    await bundle.close()
    return output
  },

  async rolldown({ federation: options, root, dist, plugins, onLog }) {
    const bundle = await rolldown({
      cwd: root,
      plugins: [rolldownFederation({ root, ...options }), ...(plugins as unknown as RolldownPlugin[])],
      transform: { define: environment },
      onLog,
    })
    const { output } = await bundle.write({ dir: join(root, dist) })
    await bundle.close()
    return output as unknown as (OutputChunk | OutputAsset)[]
  },

  vite: input => buildWithVite(input, viteBuild),
  'vite 7': input => buildWithVite(input, vite7Build as unknown as typeof viteBuild),
}

async function buildWithVite(
  { federation: options, root, dist, plugins, input, onLog }: BundlerInput,
  build: typeof viteBuild,
) {
  const warn = (message: string) => onLog('warn', { message })
  const built = await build({
    root,
    configFile: false,
    logLevel: 'silent',
    customLogger: { ...createLogger('silent'), warn, warnOnce: warn },
    plugins: [viteFederation(options), ...(plugins as unknown as VitePlugin[])],
    build: {
      outDir: dist,
      assetsInlineLimit: 0,
      cssMinify: false,
      rollupOptions: { onLog, ...(input && { input: input.map(page => join(root, page)) }) },
    },
    // Vite 7 compiles JSX with esbuild, which is to be told how.
    ...(build === viteBuild ? {} : { esbuild: { jsx: 'automatic' as const } }),
  })
  return (built as unknown as { output: (OutputChunk | OutputAsset)[] }).output
}

/** Builds a remote as a user's config does. A warning that is not expected fails the build. */
export async function buildRemote(options: RemoteBuildOptions): Promise<RemoteBuild> {
  const { expectedWarnings = [], plugins = [], bundler = 'rollup', dist = 'dist', root, input, ...rest } = options
  const warnings: Log[] = []
  const built: string[] = []
  const output = await bundlers[bundler]({
    federation: { name: '@mall/cart', ...rest },
    root,
    dist,
    plugins,
    input,
    onLog(level, log) {
      if (log.pluginCode === 'BUILT_COPY') built.push(/built (\S+)/.exec(log.message)![1]!)
      if (level !== 'warn' || log.code === 'PLUGIN_TIMINGS') return // How long it takes, the machine decides.
      if (!expectedWarnings.includes(String(log.pluginCode ?? log.code))) throw new Error(`Unexpected: ${log.message}`)
      warnings.push(log)
    },
  })
  const files = Object.fromEntries(
    output.map(file => [file.fileName, file.type === 'chunk' ? file.code : Buffer.from(file.source).toString()]),
  )
  return { folder: join(root, dist), manifest: JSON.parse(files['federation.json']!), files, warnings, built }
}
