import { type Node, walk } from 'estree-walker'
import { parseAst } from 'rollup/parseAst'

/** What a built ES module asks of others. */
export interface ChunkImports {
  /** Static imports, in order, as written: `'./c-12.js'`, `'react'`. */
  readonly imports: readonly string[]
  /** What it imports with `import()`. */
  readonly dynamic: readonly string[]
  /** Specifier → the exports that it uses, `'*'` for all. */
  readonly uses: ReadonlyMap<string, '*' | ReadonlySet<string>>
}

/**
 * Reads the imports of a built module. Taken from the output and not from the sources, since the bundler has by then
 * dropped what is not used; and from the text and not from the bundler's own records, since those differ by bundler.
 */
export function parseChunk(code: string): ChunkImports {
  const program = parseAst(code) as unknown as Node & { type: 'Program' }
  const uses = new Map<string, '*' | Set<string>>()
  const dynamic = new Set<string>()

  const use = (specifier: string, name: string) => {
    const used = uses.get(specifier) ?? new Set()
    if (used !== '*') uses.set(specifier, name === '*' ? '*' : used.add(name))
  }

  for (const statement of program.body) {
    if (statement.type === 'ImportDeclaration') {
      const specifier = String(statement.source.value)
      uses.set(specifier, uses.get(specifier) ?? new Set())
      for (const imported of statement.specifiers) {
        if (imported.type === 'ImportSpecifier') use(specifier, nameOf(imported.imported))
        else use(specifier, imported.type === 'ImportDefaultSpecifier' ? 'default' : '*')
      }
    } else if (statement.type === 'ExportAllDeclaration') {
      use(String(statement.source.value), '*')
    } else if (statement.type === 'ExportNamedDeclaration' && statement.source) {
      for (const exported of statement.specifiers) use(String(statement.source.value), nameOf(exported.local))
    }
  }
  const imports = [...uses.keys()]

  if (code.includes('import(')) {
    walk(program, {
      enter(node) {
        const specifier = node.type === 'ImportExpression' ? textOf(node.source) : undefined
        if (specifier === undefined) return
        dynamic.add(specifier)
        use(specifier, '*')
      },
    })
  }
  return { imports, dynamic: [...dynamic], uses }
}

/** The value of a string, as minifiers write it too; `undefined` for what is known only at run time. */
function textOf(node: Node): string | undefined {
  if (node.type === 'Literal' && typeof node.value === 'string') return node.value
  if (node.type === 'TemplateLiteral' && node.quasis.length === 1) return node.quasis[0]!.value.cooked ?? undefined
  return undefined
}

/** An import's name: an identifier, or a string such as 'module.exports'. */
function nameOf(node: { type: string; name?: string; value?: unknown }): string {
  return node.type === 'Identifier' ? node.name! : String(node.value)
}
