import { type Node, walk } from 'estree-walker'
import { declaringScope, findScopes } from '../es-modules/find-scopes.js'
import type { NodeOf, Placed, Program } from '../es-modules/parse-module.js'
import { namesIn } from '../es-modules/read-module-record.js'

/** Where an exported variable gets a value. */
export interface Change {
  readonly node: Placed<
    NodeOf<'AssignmentExpression' | 'UpdateExpression' | 'VariableDeclarator' | 'ForInStatement' | 'ForOfStatement'>
  >
  /** Those variables. */
  readonly locals: readonly string[]
  /** Whether nobody takes the expression's value. */
  readonly isStatement: boolean
  /** Whether it begins a statement, which the line before must not be taken to go on with. */
  readonly beginsStatement: boolean
}

/** What a module has that a function has not, or that means something else there. */
export interface Sites {
  /** All that is the name of something. */
  readonly names: ReadonlySet<string>
  /** Whether it awaits something outside of its functions. */
  readonly isAsync: boolean
  /** `import()` */
  readonly imports: readonly Placed[]
  /** `import.meta` */
  readonly metas: readonly Placed[]
  /** `this` outside of functions and classes */
  readonly receivers: readonly Placed[]
  /** In the order in which the nodes end. */
  readonly changes: readonly Change[]
}

/** @param exported the local names of what the module exports */
export function findSites(program: Program, exported: ReadonlyMap<string, unknown>): Sites {
  const names = new Set<string>()
  const [imports, metas, receivers]: [Placed[], Placed[], Placed[]] = [[], [], []]
  const changes: Change[] = []
  const scopes = findScopes(program)
  const moduleScope = scopes.get(program)!
  let scope = moduleScope
  /** How many functions deep, and how many functions and classes that have a `this` of their own. */
  let [functions, owners] = [0, 0]
  let isAsync = false
  /** The last statement of a list that was entered. */
  let statement: Placed | undefined

  const isExported = (name: string) => exported.has(name) && declaringScope(name, scope) === moduleScope

  walk(program, {
    enter(node, parent, key) {
      const placed = node as Placed
      scope = scopes.get(node) ?? scope
      if (key === 'body' && Array.isArray((parent as { body?: unknown }).body)) statement = placed
      if (parent?.type === 'SwitchCase' && key === 'consequent') statement = placed
      if (isFunction(node)) functions++
      if (ownsThis(node)) owners++

      if (node.type === 'Identifier') names.add(node.name)
      else if (node.type === 'ImportExpression') imports.push(placed)
      else if (node.type === 'MetaProperty' && node.meta.name === 'import') metas.push(placed)
      else if (node.type === 'ThisExpression' && !owners) receivers.push(placed)
      else if (waits(node)) isAsync ||= !functions

      const isStatement = parent?.type === 'ExpressionStatement'
      const beginsStatement = statement?.type === 'ExpressionStatement' && statement.start === placed.start
      for (const [node, locals] of valuesGiven(placed, isExported)) {
        changes.push({ node, locals, isStatement, beginsStatement })
      }
    },
    leave(node) {
      if (scopes.has(node)) scope = scope.parent ?? scope
      if (isFunction(node)) functions--
      if (ownsThis(node)) owners--
    },
  })
  changes.sort((a, b) => a.node.end - b.node.end || b.node.start - a.node.start)
  return { names, isAsync, imports, metas, receivers, changes }
}

function waits(node: Node): boolean {
  if (node.type === 'VariableDeclaration') return (node.kind as string) === 'await using'
  return node.type === 'AwaitExpression' || (node.type === 'ForOfStatement' && node.await)
}

function isFunction({ type }: Node): boolean {
  return type === 'FunctionDeclaration' || type === 'FunctionExpression' || type === 'ArrowFunctionExpression'
}

function ownsThis({ type }: Node): boolean {
  return type === 'FunctionDeclaration' || type === 'FunctionExpression' || type === 'ClassBody'
}

/** The variables that a node gives values, as far as they count, by the node after which they have them. */
function valuesGiven(
  node: Placed,
  counts: (name: string) => boolean,
): readonly (readonly [after: Change['node'], locals: readonly string[]])[] {
  const given = (after: Change['node'], names: readonly string[]) => {
    const locals = [...new Set(names)].filter(counts)
    return locals.length > 0 ? [[after, locals] as const] : []
  }
  switch (node.type) {
    case 'AssignmentExpression':
      return given(node, namesIn(node.left))
    case 'UpdateExpression':
      return given(node, namesIn(node.argument))
    case 'ForInStatement':
    case 'ForOfStatement':
      return given(node, node.left.type === 'VariableDeclaration' ? namesOf(node.left) : namesIn(node.left))
    case 'VariableDeclaration': {
      if (!namesOf(node).some(counts)) return []
      const groups = groupDeclarators(node.declarations as Declarator[])
      return groups.flatMap(declarations => given(declarations.at(-1)!, namesOf({ declarations })))
    }
    default:
      return []
  }
}

type Declarator = Placed<NodeOf<'VariableDeclarator'>>

function namesOf({ declarations }: { readonly declarations: readonly NodeOf<'VariableDeclarator'>[] }): string[] {
  return declarations.flatMap(({ id }) => namesIn(id))
}

/** Those with a value, in groups within which nothing else runs, so that nobody can see when each gets it. */
function groupDeclarators(declarators: readonly Declarator[]): Declarator[][] {
  const groups: Declarator[][] = []
  for (const declarator of declarators.filter(({ init }) => init)) {
    if (groups.length === 0 || mayRunOthers(declarator)) groups.push([])
    groups.at(-1)!.push(declarator)
  }
  return groups
}

/** Whether code of other functions may run while a declaration does. */
function mayRunOthers(declarator: Declarator): boolean {
  let mayRun = false
  walk(declarator, {
    enter(node) {
      if (isFunction(node)) this.skip()
      else mayRun ||= /^(Call|New|TaggedTemplate|Await|Yield|Spread)|Pattern$|^Class/.test(node.type)
    },
  })
  return mayRun
}
