import { createRequire } from 'node:module'
import { extname } from 'node:path'
import { pathToFileURL } from 'node:url'
import type * as Swc from '@swc/core'
import type * as Esbuild from 'esbuild'
import type * as RolldownUtils from 'rolldown/utils'
import { importerIn } from '../importer-in.js'
import type { Compile, FoundCompiler } from './source-compiler.js'

/** A compiler's package → how to call it, and what of it to load. In the order of preference. */
const known: Readonly<Record<string, { entry: string; toCompile: (module: never) => Compile }>> = {
  rolldown: {
    entry: 'rolldown/utils',
    toCompile:
      ({ transform }: typeof RolldownUtils) =>
      async (code, file) => {
        const result = await transform(file, code, {
          lang: languageOf(file),
          jsx: { runtime: 'automatic' },
          sourcemap: true,
        })
        if (result.errors[0]) throw new Error(result.errors[0].message)
        return { code: result.code, map: JSON.stringify(result.map) }
      },
  },
  esbuild: {
    entry: 'esbuild',
    toCompile:
      ({ transform }: typeof Esbuild) =>
      (code, file) =>
        transform(code, {
          loader: languageOf(file),
          jsx: 'automatic',
          target: 'esnext',
          sourcemap: 'external',
          sourcefile: file,
        }),
  },
  '@swc/core': {
    entry: '@swc/core',
    toCompile:
      ({ transform }: typeof Swc) =>
      async (code, file) => {
        const jsx = languageOf(file).endsWith('x')
        const result = await transform(code, {
          filename: file,
          configFile: false,
          swcrc: false,
          sourceMaps: true,
          jsc: {
            parser: languageOf(file).startsWith('ts')
              ? { syntax: 'typescript', tsx: jsx }
              : { syntax: 'ecmascript', jsx },
            target: 'es2022',
            transform: { react: { runtime: 'automatic' } },
          },
        })
        return { code: result.code, map: result.map ?? null }
      },
  },
}

/** The compiler that a project has: of its own, or with its Vite. */
export function findTypeScriptCompiler(root: string): FoundCompiler | undefined {
  const project = createRequire(importerIn(root))
  const vite = resolveFrom(project, 'vite/package.json')
  for (const from of [project, ...(vite ? [createRequire(vite)] : [])]) {
    for (const [name, { entry, toCompile }] of Object.entries(known)) {
      const [file, packageFile] = [resolveFrom(from, entry), resolveFrom(from, `${name}/package.json`)]
      if (!file || !packageFile) continue
      const { version } = from(packageFile) as { version: string }
      const load = async () => toCompile((await import(pathToFileURL(file).href)) as never)
      return { name: `${name}@${version}`, load }
    }
  }
  return undefined
}

function resolveFrom(require: NodeJS.Require, specifier: string): string | undefined {
  try {
    return require.resolve(specifier)
  } catch {
    return undefined
  }
}

function languageOf(file: string): 'ts' | 'tsx' | 'jsx' {
  const extension = extname(file).replace(/^\.[cm]?/, '')
  return extension === 'tsx' || extension === 'jsx' ? extension : 'ts'
}
