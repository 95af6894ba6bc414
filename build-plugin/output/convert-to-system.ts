import remapping from '@jridgewell/remapping'
import { FederationError } from '../../core/index.js'
import type { LowerSyntax } from '../compile/lower-syntax.js'
import type { SyntaxTarget } from '../options/federation-options.js'
import { toSystem } from '../system-format/to-system.js'

/** An ES module as a bundler wrote it. */
export interface BuiltModule {
  /** Relative to its format's folder: `'Widget-8f3a.js'`. */
  readonly path: string
  readonly code: string
  /** Its source map, as JSON. */
  readonly map: string | undefined
}

/** The syntax that modules are written in. */
export interface Syntax {
  readonly target: SyntaxTarget | undefined
  /** Lowers a module to that. */
  readonly lower: LowerSyntax
}

/**
 * ES modules → System.register modules of the same paths, each for itself, with their source maps carried on. FED-511 where
 * one cannot be converted.
 */
export async function convertToSystem(
  modules: readonly BuiltModule[],
  { target, lower }: Syntax,
): Promise<BuiltModule[]> {
  return Promise.all(
    modules.map(async ({ path, code, map }) => {
      const lowered = await lower({ code: withoutMapComment(code), map: map ?? null })
      try {
        const text = toSystem(lowered.code, target === 'es5')
        if (!map) return { path, code: text.toString(), map: undefined }
        const shifted = text.generateDecodedMap({ source: path, hires: 'boundary' })
        const traced = remapping([shifted as never, lowered.map!], () => null)
        return { path, code: text.toString(), map: JSON.stringify({ ...traced, file: path }) }
      } catch (error) {
        const { message, pos = 0 } = error as Error & { readonly pos?: number }
        const line = lowered.code.slice(0, pos).split('\n').length
        throw new FederationError(
          'FED-511',
          `${path}, line ${line}: ${message}. Look at this module in the ES output; a plugin that runs after the bundler may have broken it.`,
          {},
          error,
        )
      }
    }),
  )
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
