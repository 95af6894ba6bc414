import { join } from 'node:path'
import commonjsModule from '@rollup/plugin-commonjs'
import { nodeResolve } from '@rollup/plugin-node-resolve'
import replaceModule from '@rollup/plugin-replace'
import { type Plugin, type RollupLog, rollup } from 'rollup'
import esbuild from 'rollup-plugin-esbuild'
import type { Manifest } from '../../core/index.js'
import { type FederationOptions, federation } from '../index.js'

const commonjs = commonjsModule as unknown as typeof commonjsModule.default
const replace = replaceModule as unknown as typeof replaceModule.default

export interface RemoteBuild {
  readonly folder: string
  readonly manifest: Manifest
  /** File name → content. */
  readonly files: Readonly<Record<string, string>>
  /** The codes of the warnings that were expected. */
  readonly warnings: readonly RollupLog[]
  /** The shared packages that were built, not taken from the cache: `react@18.2.0`. */
  readonly built: readonly string[]
}

export interface RemoteBuildOptions extends Partial<FederationOptions> {
  readonly root: string
  /** Codes of the warnings that may come. Every other one is an error. */
  readonly expectedWarnings?: readonly string[]
  readonly plugins?: readonly Plugin[]
}

/** Builds a remote as a user's rollup config does, and writes it to `dist` in the project. */
export async function buildRemote(options: RemoteBuildOptions): Promise<RemoteBuild> {
  const { expectedWarnings = [], plugins = [], ...rest } = options
  const warnings: RollupLog[] = []
  const built: string[] = []
  const bundle = await rollup({
    plugins: [
      federation({ name: '@mall/cart', ...rest }),
      nodeResolve({ browser: true, extensions: ['.tsx', '.ts', '.jsx', '.js'], exportConditions: ['production'] }),
      replace({ preventAssignment: true, values: { 'process.env.NODE_ENV': '"production"' } }),
      commonjs(),
      esbuild({ jsx: 'automatic', target: 'es2022' }),
      ...plugins,
    ],
    onLog(level, log) {
      if (log.pluginCode === 'BUILT_COPY') built.push(/built (\S+)/.exec(log.message)![1]!)
      if (level !== 'warn') return
      if (!expectedWarnings.includes(String(log.pluginCode ?? log.code))) throw new Error(`Unexpected: ${log.message}`)
      warnings.push(log)
    },
  })
  const { output } = await bundle.write({})
  await bundle.close()
  const files = Object.fromEntries(
    output.map(file => [file.fileName, file.type === 'chunk' ? file.code : Buffer.from(file.source).toString()]),
  )
  return { folder: join(options.root, 'dist'), manifest: JSON.parse(files['federation.json']!), files, warnings, built }
}
