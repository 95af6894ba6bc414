import { existsSync } from 'node:fs'
import { nodeResolve } from '@rollup/plugin-node-resolve'
import type { OutputPlugin, Plugin } from 'rollup'
import { importFiles } from '../assets/import-files.js'
import { sourceExtensions } from '../compile/compile-typescript.js'
import type { SourceCompiler } from '../compile/source-compiler.js'
import type { Mode } from '../options/federation-options.js'
import { compileFlags, productionFlags } from '../packages/known-packages.js'
import { isRequiredId } from '../shared-packages/required-module.js'
import { loadJson } from './load-json.js'
import { commonjs, replace, terser } from './rollup-plugins.js'
import { setVariables } from './set-variables.js'

const extensions = ['.mjs', '.js', '.json', ...sourceExtensions]

/** What finds the modules of published packages, and makes ES modules of them that browsers run. */
export function readModules(mode: Mode, compilers: readonly SourceCompiler[]): Plugin[] {
  return [
    ...compilers.map(({ plugin }) => plugin),
    nodeResolve({ browser: true, preferBuiltins: false, exportConditions: [mode, 'svelte'], extensions }),
    addExtensions(),
    importFiles(),
    setVariables(mode),
    replace({ preventAssignment: true, values: compileFlags }),
    loadJson(),
    commonjs({ requireReturnsDefault: isRequiredId }),
  ]
}

/** The extension that an import by a pattern of `exports` leaves out, as bundlers let it: node-resolve asks here what a file is. */
function addExtensions(): Plugin {
  return {
    name: 'fedmap-extensions',
    resolveId(id, _, { custom }) {
      const resolved = custom?.['node-resolve']?.resolved
      if (!resolved || existsSync(id)) return null
      const extension = extensions.find(each => existsSync(id + each))
      return extension === undefined ? null : { ...resolved, id: id + extension }
    },
  }
}

/** What makes them small. */
export function minifiersFor(mode: Mode): OutputPlugin[] {
  return mode === 'production' ? [terser({ module: true, ecma: 2020, compress: { global_defs: productionFlags } })] : []
}
