import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import type * as Swc from '@swc/core'
import { FederationError } from '../../core/index.js'
import { importerIn } from '../importer-in.js'
import type { Mode, Settings, SyntaxTarget } from '../options/federation-options.js'
import { findPackage } from '../packages/find-package.js'

/** A module's code and source map → the same in the syntax of an older ECMAScript. */
export type LowerSyntax = (module: LoweredModule) => Promise<LoweredModule>

interface LoweredModule {
  readonly code: string
  /** As JSON; `null` where there is none. */
  readonly map: string | null
}

/**
 * What lowers modules to a target; without one they stay as they are. It is done by the project's own `@swc/core`, the one
 * compiler that goes down to ES5. What a browser lacks besides syntax (Promise, Map, URL) is the page's to bring.
 * FED-513 where the project does not have it.
 */
export function lowerSyntax({ target, root }: Settings, mode: Mode): LowerSyntax {
  if (!target) return async module => module
  let loading: Promise<typeof Swc> | undefined
  return async ({ code, map }) => {
    loading ??= loadSwc(target, root)
    const { transform } = await loading
    const lowered = await transform(code, {
      configFile: false,
      swcrc: false,
      isModule: true,
      sourceMaps: map !== null,
      ...(map !== null && { inputSourceMap: map }),
      minify: mode === 'production',
      jsc: { target, minify: { compress: false, mangle: false } },
    })
    return { code: lowered.code, map: lowered.map ?? null }
  }
}

/** What decides how modules come out of that: the target, and the version of what lowers to it. `undefined` without a target. */
export function nameSyntax({ target, root }: Pick<Settings, 'target' | 'root'>): string | undefined {
  return target && `${target} by @swc/core@${findPackage('@swc/core', root)?.version}`
}

async function loadSwc(target: SyntaxTarget, root: string): Promise<typeof Swc> {
  try {
    const file = createRequire(importerIn(root)).resolve('@swc/core')
    const { default: swc } = await import(pathToFileURL(file).href)
    return swc
  } catch (error) {
    throw new FederationError(
      'FED-513',
      `target is '${target}', and @swc/core, which rewrites modules for it, cannot be loaded from ${root}. ` +
        'Install @swc/core, or take `target` out.',
      {},
      error,
    )
  }
}
