import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { toFile } from '../to-file.js'
import { findTypeScriptCompiler } from './find-typescript-compiler.js'
import { createSourceCompiler, type SourceCompiler } from './source-compiler.js'

/** What `compileTypeScript` compiles, and what an import without an extension may mean. */
export const sourceExtensions = ['.ts', '.tsx', '.mts', '.jsx'] as const

/** Compiles TypeScript and JSX, which a package of the same monorepo may be shared as. */
export function compileTypeScript(root: string): SourceCompiler {
  return createSourceCompiler('fedmap-sources', {
    root,
    isSource: (_code, file) => isSource(file),
    find: findTypeScriptCompiler,
    advice: `${root} has no compiler for it. Install rolldown, esbuild or @swc/core there, or share the package as it is built.`,
    hooks: {
      // TypeScript's own way to import a.ts is './a.js'.
      resolveId(source, importer) {
        const match = /^(\.{1,2}\/.*)\.([cm]?)js(x?)$/.exec(source)
        if (!match || !importer || !isSource(toFile(importer))) return null
        const [, path, kind, jsx] = match
        const written = join(dirname(toFile(importer)), `${path}`)
        const file = [`${written}.${kind}ts${jsx}`, `${written}.tsx`].find(existsSync)
        return existsSync(`${written}.${kind}js${jsx}`) ? null : (file ?? null)
      },
    },
  })
}

function isSource(file: string): boolean {
  return sourceExtensions.some(extension => file.endsWith(extension))
}
