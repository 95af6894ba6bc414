import { nodeResolve } from '@rollup/plugin-node-resolve'
import type { OutputPlugin, Plugin } from 'rollup'
import { sourceExtensions } from '../compile/compile-sources.js'
import type { SourceCompiler } from '../compile/source-compiler.js'
import type { Mode } from '../options/federation-options.js'
import { compileFlags, productionFlags } from '../packages/known-packages.js'
import { loadJson } from './load-json.js'
import { isBridgeId } from './require-bridge.js'
import { commonjs, replace, terser } from './rollup-plugins.js'

/** What finds the modules of published packages, and makes ES modules of them that browsers run. */
export function readModules(mode: Mode, compilers: readonly SourceCompiler[]): Plugin[] {
  return [
    ...compilers.map(({ plugin }) => plugin),
    nodeResolve({
      browser: true,
      preferBuiltins: false,
      exportConditions: [mode, 'svelte'],
      extensions: ['.mjs', '.js', '.json', ...sourceExtensions],
    }),
    replace({ preventAssignment: true, delimiters: freeName, values: { ...toVariables(mode), ...compileFlags } }),
    loadJson(),
    commonjs({ requireReturnsDefault: isBridgeId }),
  ]
}

/** Before and after a name that is not a part of another, nor some object's property. */
const freeName: [string, string] = ['(?<![\\w$])(?<!(?<!\\.\\.)\\.)', '(?![\\w$])']

/** What packages find of the variables of a process, as with Vite: NODE_ENV, and that no other is set. */
function toVariables(mode: Mode): Readonly<Record<string, string>> {
  const places = ['process.env', 'global.process.env', 'globalThis.process.env']
  // A call, since a line may begin with it that the line before does not end with a semicolon.
  return Object.fromEntries(
    places.flatMap(env => [
      [`${env}.NODE_ENV`, JSON.stringify(mode)],
      [env, 'Object()'],
    ]),
  )
}

/** What makes them small. */
export function minifiersFor(mode: Mode): OutputPlugin[] {
  return mode === 'production' ? [terser({ module: true, ecma: 2020, compress: { global_defs: productionFlags } })] : []
}
