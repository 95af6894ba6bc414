import { type Node, walk } from 'estree-walker'
import type { Program } from './parse-module.js'
import { namesIn } from './read-module-record.js'

/** Where names are declared. Never the scope of an import map. */
export interface Scope {
  readonly parent: Scope | undefined
  readonly names: Set<string>
  /** Whether `var` declares here, and not further out. */
  readonly takesVariables: boolean
}

/** The scopes of a module by the nodes that make them, its own by the program, as in strict code. */
export function findScopes(program: Program): ReadonlyMap<Node, Scope> {
  const scopes = new Map<Node, Scope>()
  let scope: Scope | undefined
  walk(program, {
    enter(node, parent) {
      const outer = scope
      for (const name of declaredBeside(node)) outer!.names.add(name)
      if (node.type === 'VariableDeclaration') {
        let owner = outer!
        while (node.kind === 'var' && !owner.takesVariables) owner = owner.parent!
        for (const { id } of node.declarations) for (const name of namesIn(id)) owner.names.add(name)
      }
      if (!makesScope.test(node.type)) return
      // What a function's parameters are by default does not see what its body declares.
      const takesVariables =
        node.type === 'Program' || node.type === 'StaticBlock' || (!!parent && /Function/.test(parent.type))
      scope = { parent: outer, names: new Set(declaredWithin(node)), takesVariables }
      scopes.set(node, scope)
    },
    leave(node) {
      if (scopes.has(node)) scope = scope!.parent
    },
  })
  return scopes
}

/** The scope that a name is declared in, as seen from another; `undefined` for a global. */
export function declaringScope(name: string, scope: Scope): Scope | undefined {
  for (let current: Scope | undefined = scope; current; current = current.parent) {
    if (current.names.has(name)) return current
  }
  return undefined
}

const makesScope =
  /^(Program|BlockStatement|StaticBlock|SwitchStatement|For(In|Of)?Statement|CatchClause)$|Function|ClassExpression/

/** What a declaration, but for one of variables, declares where it stands. */
function declaredBeside(node: Node): readonly string[] {
  if (node.type === 'ImportDeclaration') return node.specifiers.map(({ local }) => local.name)
  return /^(Function|Class)Declaration$/.test(node.type) ? namesOfId(node as object) : []
}

/** What a node declares for what is within it. */
function declaredWithin(node: Node): readonly string[] {
  if (node.type === 'CatchClause') return node.param ? namesIn(node.param) : []
  if ('params' in node)
    return [...(node.type === 'FunctionExpression' ? namesOfId(node) : []), ...node.params.flatMap(namesIn)]
  return node.type === 'ClassExpression' ? namesOfId(node) : []
}

function namesOfId({ id }: { readonly id?: unknown }): readonly string[] {
  return id ? [(id as { name: string }).name] : []
}
