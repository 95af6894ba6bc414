import type { Node } from 'estree-walker'
import type { Plugin } from 'rollup'
import { textOf } from '../es-modules/parse-chunk.js'
import { replaceNodes } from '../es-modules/replace-nodes.js'
import { toFile } from '../to-file.js'
import { warnOnce } from '../warn.js'
import { complainOfMissing, emitAsset, findReferred, isClearlyFile, isRelativeFile } from './find-referred.js'

/**
 * Makes an asset of each file that a module names by `new URL('./logo.svg', import.meta.url)`, for bundlers that do not.
 * FED-512 for a file that does not exist. A module is left as it is, and warned of with FED-526: nothing bundles it.
 *
 * @param options `warnsOfModules`: false where somebody else tells of them, or bundles them
 */
export function emitReferredFiles({ warnsOfModules = true } = {}): Plugin {
  const told = new Set<string>()
  return {
    name: 'fedmap-referred-files',
    transform: {
      order: 'post',
      handler(code, id) {
        if (!code.includes('import.meta.url') || !code.includes('new URL(')) return null
        const warn = warnOnce(told, this.warn)
        return replaceNodes(code, this.parse(code, { lang: languageOf(id) } as object), node => {
          const path = referredPath(node)
          const found = path === undefined ? undefined : findReferred(toFile(id), path)
          if (path === undefined || (!found && !isClearlyFile(path))) return undefined
          if (isModule(path)) {
            const detail = `${toFile(id)} refers to '${path}', which is not bundled, so that it will not be there. For a worker, build with Vite, or add a plugin that bundles workers.`
            if (warnsOfModules) warn('FED-526', detail)
            return undefined
          }
          if (!found) return complainOfMissing(this, toFile(id), path)
          return printAssetUrl(emitAsset(this, found.file), found.rest)
        })
      },
    },
  }
}

/** Rolldown compiles TypeScript and JSX after all plugins, so that it must be told what it parses here. */
function languageOf(id: string): string {
  return /\.[cm]?(jsx|tsx?)$/.exec(toFile(id))?.[1] ?? 'js'
}

/** Whether a path is a module's, by its name. */
export function isModule(path: string): boolean {
  return /\.[cm]?[jt]sx?(?:$|[?#])/.test(path)
}

/** The path in `new URL('./path', import.meta.url)`; `undefined` for all else. */
export function referredPath(node: Node): string | undefined {
  if (node.type !== 'NewExpression' || node.callee.type !== 'Identifier' || node.callee.name !== 'URL') return undefined
  const [url, base] = node.arguments
  const path = url && textOf(url)
  if (path === undefined || !isRelativeFile(path)) return undefined
  const isModuleUrl =
    base?.type === 'MemberExpression' &&
    base.object.type === 'MetaProperty' &&
    base.property.type === 'Identifier' &&
    base.property.name === 'url'
  return isModuleUrl ? path : undefined
}

/** @param rest what to say besides, `'#icon'` */
export function printAssetUrl(reference: string, rest = ''): string {
  return `new URL(import.meta.ROLLUP_FILE_URL_${reference}${rest && ` + ${JSON.stringify(rest)}`})`
}
