import { join } from 'node:path'
import { rollup } from 'rollup'
import { FederationError } from '../../core/index.js'
import type { LowerSyntax } from '../compile/lower-syntax.js'

/** An ES module as a bundler wrote it. */
export interface BuiltModule {
  /** Relative to its format's folder: `'Widget-8f3a.js'`. */
  readonly path: string
  readonly code: string
  /** Its source map, as JSON. */
  readonly map: string | undefined
}

/**
 * ES modules → System.register modules of the same paths, each for itself, with their source maps carried on. `folder` is
 * the absolute folder that the modules' source maps are relative to; `lower` is applied to each before. FED-511 where one
 * cannot be converted.
 *
 * Bundlers write ES, whatever they are, and rollup rewrites it here: other converters re-print the code, and it grows.
 */
export async function convertToSystem(
  modules: readonly BuiltModule[],
  folder: string,
  lower: LowerSyntax,
): Promise<BuiltModule[]> {
  const byId = new Map(modules.map(module => [join(folder, module.path), module]))
  try {
    const bundle = await rollup({
      input: Object.fromEntries(modules.map(module => [module.path, join(folder, module.path)])),
      treeshake: false,
      preserveEntrySignatures: 'strict',
      makeAbsoluteExternalsRelative: false,
      onLog: () => {}, // The bundler that wrote the modules has said it all.
      plugins: [
        {
          name: 'fedmap-built-modules',
          resolveId: (id, importer) => (importer === undefined ? id : { id, external: true }),
          load: id => {
            const { code, map } = byId.get(id)!
            return lower({ code: withoutMapComment(code), map: map ?? null })
          },
        },
      ],
    })
    const { output } = await bundle.generate({
      format: 'system',
      dir: folder,
      entryFileNames: '[name]',
      compact: true, // What is added to a module: half as many bytes.
      hoistTransitiveImports: false,
      externalLiveBindings: true,
      sourcemap: true,
    })
    await bundle.close()
    const converted = new Map(output.map(file => [file.fileName, file]))
    return modules.map(({ path, map }) => {
      const chunk = converted.get(path)
      if (chunk?.type !== 'chunk') throw new Error(`rollup wrote no '${path}'`)
      const code = withoutMapComment(chunk.code)
      return { path, code, map: map && chunk.map?.toString() }
    })
  } catch (error) {
    if (error instanceof FederationError) throw error
    const reason = error instanceof Error ? error.message : String(error)
    throw new FederationError(
      'FED-511',
      `${reason}. Look at this module in the ES output; a plugin that runs after the bundler may have broken it.`,
      {},
      error,
    )
  }
}

function withoutMapComment(code: string): string {
  return code.replace(/\n?\/\/# sourceMappingURL=[^\n]*\s*$/, '\n')
}

/** Modules as files in a folder: file name → content, each with its source map and the comment that points to it. */
export function printModules(folder: string, modules: readonly BuiltModule[]): [string, string][] {
  return modules.flatMap(({ path, code, map }): [string, string][] => {
    if (!map) return [[folder + path, code]]
    const comment = `//# sourceMappingURL=${path.slice(path.lastIndexOf('/') + 1)}.map`
    const file = `${withoutMapComment(code).trimEnd()}\n${comment}\n`
    return [
      [folder + path, file],
      [`${folder}${path}.map`, map],
    ]
  })
}
