import { readFileSync } from 'node:fs'
import { type Node, walk } from 'estree-walker'
import { parseAst } from 'rollup/parseAst'
import { declaringScope, findScopes } from '../es-modules/find-scopes.js'
import type { Program } from '../es-modules/parse-module.js'
import { findOwner, nameWithVersion } from '../packages/find-package.js'

/**
 * The packages, `name@version`, of those files that keep state between calls: a module variable that a function assigns
 * to (more than that something was done), a React context, a top-level Map or Set that is empty at first. Two instances of
 * such a package do not see each other's state.
 */
export function findStateful(files: readonly string[]): string[] {
  const packages = new Set<string>()
  for (const file of files) {
    const name = nameWithVersion(findOwner(file)!.packageJson)
    if (!packages.has(name) && keepsState(file)) packages.add(name)
  }
  return [...packages].sort()
}

const stores: ReadonlySet<string> = new Set(['Map', 'Set', 'WeakMap', 'WeakSet'])

function keepsState(file: string): boolean {
  let program: Program
  try {
    program = parseAst(readFileSync(file, 'utf8')) as unknown as Program
  } catch {
    return false // JSON, or a syntax of a plugin's own.
  }
  const scopes = findScopes(program)
  let scope = scopes.get(program)!
  let depth = 0 // How many functions deep; those that are called at once, as UMD's wrapper is, don't count.
  const called = new Set<Node>()
  const moduleScopes = new Set([scope])
  const functions = new Set<string>()
  let found = false

  walk(program, {
    enter(node) {
      if (node.type === 'CallExpression') called.add(node.callee)
      const name = functionName(node)
      if (name !== undefined) functions.add(name)
      if (isFunction(node) && !called.has(node)) depth++
      scope = scopes.get(node) ?? scope
      if (depth === 0) {
        moduleScopes.add(scope)
        found ||= createsStore(node)
      } else {
        // A function that replaces itself, as compilers' helpers do, is the same in each instance.
        const assigned = assignedName(node)
        found ||=
          assigned !== undefined && !functions.has(assigned) && moduleScopes.has(declaringScope(assigned, scope)!)
      }
      if (found) this.skip()
    },
    leave(node) {
      if (isFunction(node) && !called.has(node)) depth--
      if (scopes.has(node)) scope = scope.parent ?? scope
    },
  })
  return found
}

/** `createContext()`, `React.createContext()`, `new Map()` */
function createsStore(node: Node): boolean {
  // One that starts with something is a table.
  if (node.type === 'NewExpression') {
    return node.callee.type === 'Identifier' && stores.has(node.callee.name) && node.arguments.length === 0
  }
  if (node.type !== 'CallExpression') return false
  const callee = node.callee.type === 'MemberExpression' ? node.callee.property : node.callee
  return callee.type === 'Identifier' && callee.name === 'createContext'
}

/** The name in `function name() {}` and `var name = function () {}`; `export default function () {}` has none. */
function functionName(node: Node): string | undefined {
  const isNamed =
    node.type === 'FunctionDeclaration' || (node.type === 'VariableDeclarator' && node.init && isFunction(node.init))
  return isNamed && node.id?.type === 'Identifier' ? node.id.name : undefined
}

/** The variable in `name = 1`, `name += 1`, `name++`; not in `name = true`: each instance warns once, and no harm is done. */
function assignedName(node: Node): string | undefined {
  if (node.type === 'AssignmentExpression' && node.right.type === 'Literal' && node.right.value === true)
    return undefined
  const target =
    node.type === 'AssignmentExpression' ? node.left : node.type === 'UpdateExpression' ? node.argument : undefined
  return target?.type === 'Identifier' ? target.name : undefined
}

function isFunction(node: Node): boolean {
  return /Function/.test(node.type)
}
