import remapping from '@jridgewell/remapping'
import type { LowerSyntax } from '../compile/lower-syntax.js'
import type { SyntaxTarget } from '../options/federation-options.js'
import { toSystem } from './to-system.js'

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
 *
 * @param circles the paths of those that import each other in a circle
 */
export async function convertToSystem(
  modules: readonly BuiltModule[],
  { target, lower }: Syntax,
  circles: ReadonlySet<string>,
): Promise<BuiltModule[]> {
  return Promise.all(
    modules.map(async ({ path, code, map }) => {
      const lowered = await lower({ code: withoutMapComment(code), map: map ?? null })
      const text = toSystem({ path, code: lowered.code }, { isEs5: target === 'es5', isInCircle: circles.has(path) })
      const converted = text.toString()
      if (!map) return { path, code: converted, map: undefined }
      const shifted = text.generateDecodedMap({ source: path, hires: 'boundary' })
      const traced = remapping([shifted as never, lowered.map!], () => null)
      return { path, code: converted, map: JSON.stringify({ ...traced, file: path }) }
    }),
  )
}

function withoutMapComment(code: string): string {
  return code.replace(/\n?\/\/# sourceMappingURL=[^\n]*\s*$/, '\n')
}

/**
 * Modules as files in a folder: file name → content, each with its source map and the comment that points to it.
 *
 * @param hidesMaps whether there is no comment: for maps that go to a reporter of errors, and not to the public
 */
export function printModules(folder: string, modules: readonly BuiltModule[], hidesMaps = false): [string, string][] {
  return modules.flatMap(({ path, code, map }): [string, string][] => {
    if (!map) return [[folder + path, code]]
    const comment = hidesMaps ? '' : `//# sourceMappingURL=${path.slice(path.lastIndexOf('/') + 1)}.map\n`
    const file = `${withoutMapComment(code).trimEnd()}\n${comment}`
    return [
      [folder + path, file],
      [`${folder}${path}.map`, map],
    ]
  })
}
