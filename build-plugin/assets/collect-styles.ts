import { existsSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { Plugin, PluginContext } from 'rollup'
import { FederationError } from '../../core/index.js'
import { toFile } from '../to-file.js'

export interface StyleCollector {
  readonly plugin: Plugin
  /** The CSS of modules, in their order, with the names of the files that it refers to. `''` where there is none. */
  readonly toCss: (context: PluginContext, moduleIds: readonly string[]) => string
}

/**
 * Takes stylesheets out of the module graph, for bundlers that do not: a module imports one for its effect, and the page
 * has it before the module runs, since the manifest says so. Files that a stylesheet refers to become assets; a stylesheet
 * that another plugin has made JavaScript of is left to that plugin.
 */
export function collectStyles(): StyleCollector {
  const sheets = new Map<string, string>()
  return {
    plugin: {
      name: 'fedmap-styles',
      transform: {
        order: 'post',
        handler(code, id) {
          if (!toFile(id).endsWith('.css') || isScript(this, code)) return null
          const imported: string[] = []
          const css = code
            .replace(/@import\s+(?:url\()?(["'])(\.{1,2}\/[^"']+)\1\)?\s*;/g, (_, __, path: string) => {
              imported.push(`import ${JSON.stringify(path)}`)
              return ''
            })
            .replace(/url\(\s*(["']?)(\.{0,2}\/?[^"')]+)\1\s*\)/g, (whole, _, path: string) =>
              isRelative(path) ? `url("${emitReferred(this, toFile(id), path)}")` : whole,
            )
          sheets.set(id, css)
          const module = { code: imported.join('\n'), map: { mappings: '' as const } }
          // Rolldown goes by the extension unless told otherwise; rollup does not know the word.
          return { ...module, moduleSideEffects: 'no-treeshake' as const, moduleType: 'js' }
        },
      },
    },
    toCss: (context, moduleIds) =>
      moduleIds
        .flatMap(id => sheets.get(id) ?? [])
        .map(css => css.replace(/fedmap-asset:([\w$]+)/g, (_, reference) => basename(context.getFileName(reference))))
        .join('\n'),
  }
}

/** Emits a file that a stylesheet refers to. Its name is known only once the bundle is written: a mark stands for it. */
function emitReferred(context: PluginContext, sheet: string, path: string): string {
  const [, name, rest] = /^([^?#]*)(.*)$/.exec(path)!
  const file = join(dirname(sheet), name!)
  if (!existsSync(file)) {
    throw new FederationError('FED-512', `${sheet} refers to '${path}', which does not exist. Correct the path.`)
  }
  context.addWatchFile(file)
  return `fedmap-asset:${context.emitFile({ type: 'asset', name: basename(file), source: readFileSync(file) })}${rest}`
}

function isRelative(path: string): boolean {
  return !/^(?:[a-z][a-z\d+.-]*:|\/|#)/i.test(path)
}

function isScript(context: PluginContext, code: string): boolean {
  try {
    context.parse(code)
    return code.trim() !== ''
  } catch {
    return false
  }
}
