import { readFileSync } from 'node:fs'
import { type AttachedScope, attachScopes } from '@rollup/pluginutils'
import { type Node, walk } from 'estree-walker'
import { parseAst } from 'rollup/parseAst'
import { findOwner } from '../packages/find-package.js'

/**
 * The packages, `name@version`, of those files that keep state between calls: a module variable that a function assigns
 * to, a React context, a top-level Map or Set. Two instances of such a package do not see each other's state.
 */
export function findStateful(files: readonly string[]): string[] {
  const packages = new Set<string>()
  for (const file of files) {
    const owner = findOwner(file)!.packageJson
    const name = `${owner.name}@${owner.version}`
    if (!packages.has(name) && keepsState(file)) packages.add(name)
  }
  return [...packages].sort()
}

const stores: ReadonlySet<string> = new Set(['Map', 'Set', 'WeakMap', 'WeakSet'])

function keepsState(file: string): boolean {
  let program: Node & { scope?: AttachedScope }
  try {
    program = parseAst(readFileSync(file, 'utf8')) as unknown as Node
  } catch {
    return false // JSON, or a syntax of a plugin's own.
  }
  let scope = attachScopes(program as never, 'scope')
  let depth = 0 // How many functions deep, those not counted that are called at once, as UMD and CommonJS wrappers are.
  const moduleScopes = new Set<AttachedScope>([scope])
  const immediate = new Set<Node>()
  let found = false

  walk(program, {
    enter(node) {
      const attached = (node as { scope?: AttachedScope }).scope
      if (node.type === 'CallExpression') {
        immediate.add(node.callee)
        const callee = node.callee.type === 'MemberExpression' ? node.callee.property : node.callee
        if (depth === 0 && callee.type === 'Identifier' && callee.name === 'createContext') found = true
      }
      if (isFunction(node) && !immediate.has(node)) depth++
      if (attached) {
        scope = attached
        if (depth === 0) moduleScopes.add(scope)
      }
      if (
        depth === 0 &&
        node.type === 'NewExpression' &&
        node.callee.type === 'Identifier' &&
        stores.has(node.callee.name)
      ) {
        found = true
      }
      if (depth > 0 && node.type === 'AssignmentExpression' && node.left.type === 'Identifier') {
        found ||= moduleScopes.has(scopeOf(node.left.name, scope)!)
      }
      if (depth > 0 && node.type === 'UpdateExpression' && node.argument.type === 'Identifier') {
        found ||= moduleScopes.has(scopeOf(node.argument.name, scope)!)
      }
      if (found) this.skip()
    },
    leave(node) {
      if (isFunction(node) && !immediate.has(node)) depth--
      const attached = (node as { scope?: AttachedScope }).scope
      if (attached?.parent) scope = attached.parent
    },
  })
  return found
}

function scopeOf(name: string, scope: AttachedScope): AttachedScope | undefined {
  for (let current: AttachedScope | undefined = scope; current; current = current.parent) {
    if (name in current.declarations) return current
  }
  return undefined
}

function isFunction(node: Node): boolean {
  return /Function/.test(node.type)
}
