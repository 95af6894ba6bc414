import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import type { Plugin, PluginContext } from 'rollup'
import { toFile } from '../to-file.js'
import { complainOfMissing, emitAsset, findReferred, isClearlyFile, isRelativeFile } from './find-referred.js'
import { rewriteCss, wrapInCondition } from './rewrite-css.js'

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
  const sheets = new Map<string, Sheet>()
  return {
    plugin: {
      name: 'fedmap-styles',
      transform: {
        order: 'post',
        handler(code, id) {
          if (!toFile(id).endsWith('.css') || isScript(this, code)) return null
          const imported: string[] = []
          sheets.set(
            id,
            readSheet(this, toFile(id), code, url => imported.push(`import ${JSON.stringify(url)}`)),
          )
          const module = { code: imported.join('\n'), map: { mappings: '' as const } }
          // Rolldown goes by the extension unless told otherwise; rollup does not know the word.
          return { ...module, moduleSideEffects: 'no-treeshake' as const, moduleType: 'js' }
        },
      },
    },
    toCss(context, moduleIds) {
      const all = moduleIds.flatMap(id => sheets.get(id) ?? [])
      const texts = [...new Set(all.flatMap(({ outside }) => outside)), ...all.map(({ css }) => css)]
      const toName = (_: string, reference: string) => basename(context.getFileName(reference))
      return texts.map(text => text.replace(/fedmap-asset:([\w$]+)/g, toName)).join('\n')
    },
  }
}

interface Sheet {
  readonly css: string
  /** Its `@import`s of what is not part of the project, which have to stand before all rules. */
  readonly outside: readonly string[]
}

/**
 * Reads a stylesheet: emits the files that it refers to, and takes its `@import`s out. One under a condition is put in its place.
 *
 * @param onImport told of each that has none, as modules write it
 */
function readSheet(context: PluginContext, file: string, text: string, onImport: (url: string) => void): Sheet {
  const outside: string[] = []
  /** Those after one under a condition have to stay after it. */
  let hasCondition = false
  const read = (file: string, text: string, outer: readonly string[]): string =>
    rewriteCss(text, {
      toUrl: url => (isRelativeFile(url) ? emitReferred(context, file, url) : undefined),
      toImport(url, condition) {
        if (!isRelativeFile(url)) {
          outside.push(`@import url("${url}")${condition && ` ${condition}`};`)
          return ''
        }
        hasCondition ||= condition !== ''
        const imported = findReferred(file, url)?.file
        if (!hasCondition || (imported === undefined && condition === '')) {
          onImport(imported === undefined && !isClearlyFile(url) ? url.replace(/^~/, '') : url.replace(/^(?!\.)/, './'))
          return ''
        }
        if (imported === undefined) return complainOfMissing(context, file, url)
        context.addWatchFile(imported)
        if (outer.includes(imported)) return ''
        return wrapInCondition(read(imported, readFileSync(imported, 'utf8'), [...outer, imported]), condition)
      },
    })
  return { css: read(file, text, []), outside }
}

/** Emits a file that a stylesheet refers to. Its name is known only once the bundle is written: a mark stands for it. */
function emitReferred(context: PluginContext, sheet: string, url: string): string | undefined {
  const found = findReferred(sheet, url)
  if (!found) return complainOfMissing(context, sheet, url)
  return `fedmap-asset:${emitAsset(context, found.file)}${found.rest}`
}

/** Whether a plugin has made JavaScript of a stylesheet. Rules may be such by chance: `a`, and in the next line a block of labels. */
function isScript(context: PluginContext, code: string): boolean {
  try {
    const { body } = context.parse(code)
    return body.some(
      statement =>
        !/^(?:Block|Empty|Labeled)Statement$/.test(statement.type) &&
        !(statement.type === 'ExpressionStatement' && looksLikeSelector.test(statement.expression.type)),
    )
  } catch {
    return false
  }
}

const looksLikeSelector = /^(?:Binary|Member|Sequence)Expression$|^Identifier$/
