import { existsSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { type Node, walk } from 'estree-walker'
import MagicString from 'magic-string'
import type { Plugin } from 'rollup'
import { FederationError } from '../../core/index.js'
import { toFile } from '../to-file.js'
import { warnOnce } from '../warn.js'

/**
 * Makes an asset of each file that a module names by `new URL('./logo.svg', import.meta.url)`, for bundlers that do not.
 * FED-512 for a file that does not exist. A module is left as it is, and warned of with FED-526: nothing bundles it.
 *
 * @param warnsOfModules whether nobody else tells of them
 */
export function emitReferredFiles(warnsOfModules = true): Plugin {
  const told = new Set<string>()
  return {
    name: 'fedmap-referred-files',
    transform: {
      order: 'post',
      handler(code, id) {
        if (!code.includes('import.meta.url') || !code.includes('new URL(')) return null
        const text = new MagicString(code)
        const warn = warnOnce(told, this.warn)
        walk(this.parse(code, { lang: languageOf(id) } as object) as Node, {
          enter: node => {
            const path = referredPath(node)
            if (path === undefined) return
            if (isModule(path)) {
              const detail = `${toFile(id)} refers to '${path}', which is not bundled, so that it will not be there. For a worker, build with Vite, or add a plugin that bundles workers.`
              if (warnsOfModules) warn('FED-526', detail)
              return
            }
            const file = join(dirname(toFile(id)), path)
            if (!existsSync(file)) {
              throw new FederationError(
                'FED-512',
                `${toFile(id)} refers to '${path}', which does not exist. Correct the path.`,
              )
            }
            this.addWatchFile(file)
            const reference = this.emitFile({ type: 'asset', name: basename(file), source: readFileSync(file) })
            const { start, end } = node as Node & { start: number; end: number }
            text.overwrite(start, end, `new URL(import.meta.ROLLUP_FILE_URL_${reference})`)
          },
        })
        return text.hasChanged() ? { code: text.toString(), map: text.generateMap({ hires: true }) } : null
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
  return /\.[cm]?[jt]sx?$/.test(path)
}

/** The path in `new URL('./path', import.meta.url)`; `undefined` for all else. */
export function referredPath(node: Node): string | undefined {
  if (node.type !== 'NewExpression' || node.callee.type !== 'Identifier' || node.callee.name !== 'URL') return undefined
  const [path, base] = node.arguments
  if (path?.type !== 'Literal' || typeof path.value !== 'string' || !/^\.{1,2}\//.test(path.value)) return undefined
  const isModuleUrl =
    base?.type === 'MemberExpression' &&
    base.object.type === 'MetaProperty' &&
    base.property.type === 'Identifier' &&
    base.property.name === 'url'
  return isModuleUrl ? path.value : undefined
}
