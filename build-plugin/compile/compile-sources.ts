import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Plugin } from 'rollup'
import { FederationError } from '../../core/index.js'
import { toFile } from '../packages/link-packages.js'
import { type Compile, findCompiler } from './find-compiler.js'

/** What `compileSources` compiles, and what an import without an extension may mean. */
export const sourceExtensions = ['.ts', '.tsx', '.mts', '.jsx'] as const

export interface SourceCompiler {
  readonly plugin: Plugin
  /** What compiled the sources that were there; `undefined` where there were none. */
  readonly usedCompiler: () => string | undefined
}

/**
 * Compiles TypeScript and JSX, which a package of the same monorepo may be shared as. With what the project has installed,
 * since its bundler has one. FED-514 where it has none.
 */
export function compileSources(root: string): SourceCompiler {
  let loading: Promise<Compile> | undefined
  let used: string | undefined
  return {
    usedCompiler: () => used,
    plugin: {
      name: 'fedmap-sources',
      // TypeScript's own way to import a.ts is './a.js'.
      resolveId(source, importer) {
        const match = /^(\.{1,2}\/.*)\.([cm]?)js(x?)$/.exec(source)
        if (!match || !importer || !isSource(importer)) return null
        const [, path, kind, jsx] = match
        const written = join(dirname(toFile(importer)), `${path}`)
        const file = [`${written}.${kind}ts${jsx}`, `${written}.tsx`].find(existsSync)
        return existsSync(`${written}.${kind}js${jsx}`) ? null : (file ?? null)
      },
      async transform(code, id) {
        if (!isSource(id)) return null
        const found = findCompiler(root)
        if (!found) {
          throw new FederationError(
            'FED-514',
            `${toFile(id)} has to be compiled to be shared, and ${root} has no compiler for it. ` +
              'Install rolldown, esbuild or @swc/core there, or share the package as it is built.',
          )
        }
        used = found.name
        loading ??= found.load()
        const compile = await loading
        return compile(code, toFile(id))
      },
    },
  }
}

function isSource(id: string): boolean {
  return sourceExtensions.some(extension => toFile(id).endsWith(extension))
}
