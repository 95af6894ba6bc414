import { type Node, walk } from 'estree-walker'
import MagicString from 'magic-string'
import type { Plugin } from 'rollup'
import type { Mode } from '../options/federation-options.js'
import { toFile } from '../packages/link-packages.js'

/** Where packages look for the variables of a process. */
const places: ReadonlySet<string> = new Set(['process.env', 'global.process.env', 'globalThis.process.env'])

const asked = /\bprocess\s*(?:\?\.|\.|\[)\s*["']?env\b/

/** Compiled by now, whatever it was. */
const script = /\.(?:[cm]?[jt]sx?|svelte)$/

/** What packages find of the variables of a process, as with Vite: NODE_ENV, and that no other is set. */
export function setVariables(mode: Mode): Plugin {
  return {
    name: 'fedmap-variables',
    transform(code, id) {
      if (!asked.test(code) || !script.test(toFile(id))) return null
      const text = new MagicString(code)
      walk(this.parse(code) as Node, {
        enter(node, parent) {
          const path = pathOf(node)
          if (path === undefined || (parent?.type === 'AssignmentExpression' && parent.left === node)) return
          const isMode = path.endsWith('.NODE_ENV') && places.has(path.slice(0, -'.NODE_ENV'.length))
          if (!isMode && !places.has(path)) return
          const { start, end } = node as Node & { start: number; end: number }
          // A call, since a line may begin with it that the line before does not end with a semicolon.
          text.overwrite(start, end, isMode ? JSON.stringify(mode) : 'Object()')
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
