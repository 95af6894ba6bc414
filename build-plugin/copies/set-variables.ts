import { type Node, walk } from 'estree-walker'
import MagicString from 'magic-string'
import type { Plugin } from 'rollup'
import type { Mode } from '../options/federation-options.js'
import { toFile } from '../to-file.js'

/** Where packages look for the variables of a process. */
const places = ['process.env', 'global.process.env', 'globalThis.process.env']

const asked = /\bprocess\s*(?:\?\.|\.|\[)\s*["']?env\b|\bimport\.meta\.(?:env|glob)\b/

/** Compiled by now, whatever it was. */
const script = /\.(?:[cm]?[jt]sx?|svelte|vue)$/

/**
 * What packages find of the variables of a process, as with Vite: NODE_ENV, and that no other is set; and of Vite's own: the
 * mode. Variables of a project are warned of, since a copy is the same in every remote.
 */
export function setVariables(mode: Mode): Plugin {
  const ofVite = { MODE: mode, DEV: mode === 'development', PROD: mode === 'production', SSR: false }
  const texts = new Map<string, string>()
  // The objects are calls, since a line may begin with one that the line before does not end with a semicolon.
  texts.set('import.meta.env', `Object(${JSON.stringify(ofVite)})`)
  for (const [name, value] of Object.entries(ofVite)) texts.set(`import.meta.env.${name}`, JSON.stringify(value))
  for (const place of places) texts.set(place, 'Object()').set(`${place}.NODE_ENV`, JSON.stringify(mode))
  return {
    name: 'fedmap-variables',
    transform(code, id) {
      if (!asked.test(code) || !script.test(toFile(id))) return null
      const text = new MagicString(code)
      const context = this
      walk(this.parse(code) as Node, {
        enter(node, parent) {
          const path = pathOf(node)
          if (path === undefined || (parent?.type === 'AssignmentExpression' && parent.left === node)) return
          if (path === 'import.meta.glob') context.error(`${path} is Vite's own. Share the package as it is built`)
          const replacement = texts.get(path)
          if (replacement === undefined) {
            if (/^import\.meta\.env\.\w+$/.test(path)) {
              context.warn(`${path} is not there, since a shared copy is the same in every remote`)
            }
            return
          }
          const { start, end } = node as Node & { start: number; end: number }
          text.overwrite(start, end, replacement)
          this.skip()
        },
      })
      return text.hasChanged() ? { code: text.toString(), map: text.generateMap({ hires: true }) } : null
    },
  }
}

/** `process.env.NODE_ENV`, `process?.env['NODE_ENV']` → `'process.env.NODE_ENV'` */
function pathOf(node: Node): string | undefined {
  if (node.type === 'Identifier') return node.name
  if (node.type === 'MetaProperty') return 'import.meta'
  if (node.type !== 'MemberExpression') return undefined
  const { object, property, computed } = node
  const name =
    !computed && property.type === 'Identifier'
      ? property.name
      : property.type === 'Literal'
        ? property.value
        : undefined
  const before = typeof name === 'string' ? pathOf(object) : undefined
  return before === undefined ? undefined : `${before}.${name}`
}
