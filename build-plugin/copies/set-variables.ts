import type { Node } from 'estree-walker'
import type { Plugin } from 'rollup'
import { replaceNodes } from '../es-modules/replace-nodes.js'
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
      return replaceNodes(code, this.parse(code), (node, parent) => {
        const path = pathOf(node)
        if (path === undefined || (parent?.type === 'AssignmentExpression' && parent.left === node)) return undefined
        if (path === 'import.meta.glob') this.error(`${path} is Vite's own. Share the package as it is built`)
        if (!texts.has(path) && /^import\.meta\.env\.\w+$/.test(path)) {
          this.warn(`${path} is not there, since a shared copy is the same in every remote`)
        }
        return texts.get(path)
      })
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
