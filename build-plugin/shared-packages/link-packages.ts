import { dirname } from 'node:path'
import type { CustomPluginOptions, Plugin, PluginContext } from 'rollup'
import { importerIn } from '../importer-in.js'
import { isStylesheetName } from '../is-stylesheet-name.js'
import { type PackageSpecifier, parsePackageSpecifier } from '../packages/parse-package-specifier.js'
import { toFile } from '../to-file.js'
import { type Warn, warnOnce } from '../warn.js'
import { isCommonjs, isRequiredId, printRequired, type Requirer, toRequiredId } from './required-module.js'

/**
 * What becomes of an import of a package: the specifier that the output is to have, or `undefined` to bundle it.
 * `importerFile` is the file of the importing module.
 */
export type LinkDecision = (
  specifier: PackageSpecifier,
  importerFile: string,
  warn: Warn,
) => { readonly bare: string; readonly hasSideEffects: boolean } | undefined

/** How this plugin's own look-ups of a package's files pass by it. */
export const asEntry = { custom: { fedmap: 'entry' } }

/**
 * Leaves the imports bare that `decide` says so of; those that are made with `require` by way of a module of their own
 * (required-module.ts).
 *
 * @param requirer whose they are, where that is not rolldown
 */
export function linkPackages(decide: LinkDecision, requirer: Requirer = 'rollup'): Plugin {
  const told = new Set<string>()
  return {
    name: 'fedmap-link-packages',
    resolveId: {
      order: 'pre',
      async handler(source, importer, options) {
        if (importer === undefined || options.custom?.fedmap === asEntry.custom.fedmap) return null
        if (isRequiredId(importer)) return { id: source, external: true }
        const specifier = parsePackageSpecifier(source)
        const link = specifier && decide(specifier, toFile(importer), warnOnce(told, this.warn))
        if (!link || (specifier.subpath !== '.' && (await isStylesheet(this, source, importer, options)))) return null
        if (isRequire(options)) {
          // As an import gets it, since copies are made of that; from a module that requires nothing, as commonjs has it.
          const provided = await this.resolve(source, importerIn(dirname(toFile(importer))), {
            skipSelf: true,
          })
          return toRequiredId(link.bare, provided !== null && isCommonjs(provided.id))
        }
        return { id: link.bare, external: true, moduleSideEffects: link.hasSideEffects }
      },
    },
    load(id) {
      return isRequiredId(id) ? printRequired(id, 'rolldownVersion' in this.meta ? 'rolldown' : requirer) : null
    },
  }
}

/** Whether an import is a `require`, as rollup's commonjs plugin tells, or rolldown. */
function isRequire({ custom, kind }: { custom?: CustomPluginOptions; kind?: string }): boolean {
  return custom?.['node-resolve']?.isRequire === true || kind === 'require-call'
}

/** A package's stylesheet is no module that could be shared: who imports it bundles it. */
export async function isStylesheet(
  context: PluginContext,
  source: string,
  importer: string,
  options: { custom?: CustomPluginOptions; isEntry: boolean; attributes: Record<string, string> },
): Promise<boolean> {
  const file = await context.resolve(source, importer, { ...options, skipSelf: true })
  return file !== null && isStylesheetName(toFile(file.id))
}
