import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { nodeResolve } from '@rollup/plugin-node-resolve'
import { type FederationOptions, federation } from 'fedmap/build-plugin'
import { rollup } from 'rollup'
import esbuild from 'rollup-plugin-esbuild'
import { commonjs, replace, terser } from '../../build-plugin/copies/rollup-plugins.js'
import { pluginVersion } from '../../build-plugin/plugin-version.js'

export interface RemoteToBuild extends FederationOptions {
  readonly root: string
  /** Where to write it. */
  readonly dir: string
  /** Whose JSX its code has. Default: React's. */
  readonly jsxImportSource?: string | undefined
  /** Stands for its sources and packages: where it is what it was, nothing is built. */
  readonly stamp: string
}

/** Builds a remote as a user's config does, minified. What it does not share it bundles. */
export async function buildRemote({ dir, stamp, jsxImportSource, ...options }: RemoteToBuild): Promise<string> {
  const stampFile = join(dir, '.built-from')
  const wholeStamp = JSON.stringify([stamp, options, pluginVersion])
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wholeStamp) return dir
  const bundle = await rollup({
    plugins: [
      federation(options),
      nodeResolve({ browser: true, extensions: ['.tsx', '.ts', '.jsx', '.js'], exportConditions: ['production'] }),
      replace({ preventAssignment: true, values: production }),
      commonjs(),
      esbuild({
        jsx: 'automatic',
        target: 'es2022',
        loaders: { '.json': 'json' },
        ...(jsxImportSource && { jsxImportSource }),
      }),
      terser(),
    ],
    onLog(level, log) {
      // Packages are written with "use client" here and there.
      if (level === 'warn' && log.code !== 'MODULE_LEVEL_DIRECTIVE') throw new Error(`${options.name}: ${log.message}`)
    },
  })
  await bundle.write({ dir })
  await bundle.close()
  writeFileSync(stampFile, wholeStamp)
  return dir
}

const production = {
  'process.env.NODE_ENV': '"production"',
  __VUE_OPTIONS_API__: 'true',
  __VUE_PROD_DEVTOOLS__: 'false',
  __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
}
