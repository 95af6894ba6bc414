import { type Node, walk } from 'estree-walker'
import type { Uses } from '../../core/index.js'
import { type ModuleText, parseModule } from './parse-module.js'
import { readModuleRecord } from './read-module-record.js'
import { addUsed, toUses, type UsedExports } from './used-exports.js'

/** What a built ES module asks of others. */
export interface ChunkImports {
  /** Static imports, in order, as written: `'./c-12.js'`, `'react'`. */
  readonly imports: readonly string[]
  /** What it imports with `import()`. */
  readonly dynamic: readonly string[]
  /** Specifier → the exports that it uses, `'*'` for all. */
  readonly uses: Readonly<Record<string, Uses[string]>>
}

/**
 * Reads the imports of a built module. Taken from the output and not from the sources, since the bundler has by then
 * dropped what is not used; and from the text and not from the bundler's own records, since those differ by bundler.
 * FED-511 where it is no module.
 */
export function parseChunk(chunk: ModuleText): ChunkImports {
  const program = parseModule(chunk)
  const uses: UsedExports = new Map()
  const dynamic = new Set<string>()

  for (const [specifier, { imports, reexports, isReexported }] of readModuleRecord(program).dependencies) {
    const names = [...imports, ...reexports].map(([, name]) => name)
    addUsed(uses, specifier, isReexported || names.includes('*') ? '*' : names)
  }
  const imports = [...uses.keys()]

  if (chunk.code.includes('import(')) {
    walk(program, {
      enter(node) {
        const specifier = node.type === 'ImportExpression' ? textOf(node.source) : undefined
        if (specifier === undefined) return
        dynamic.add(specifier)
        addUsed(uses, specifier, '*')
      },
    })
  }
  return { imports, dynamic: [...dynamic], uses: toUses(uses) }
}

/** The value of a string, as minifiers write it too; `undefined` for what is known only at run time. */
export function textOf(node: Node): string | undefined {
  if (node.type === 'Literal' && typeof node.value === 'string') return node.value
  if (node.type === 'TemplateLiteral' && node.quasis.length === 1) return node.quasis[0]!.value.cooked ?? undefined
  return undefined
}
