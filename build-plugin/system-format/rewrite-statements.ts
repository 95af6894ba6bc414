import type { Node } from 'estree-walker'
import type MagicString from 'magic-string'
import type { Placed, Program } from '../es-modules/parse-module.js'
import { declaredName } from '../es-modules/read-module-record.js'
import type { Exporter } from './exporter.js'

/** Takes import and export statements out, and leaves of them what they declare; exports classes and the default. */
export function rewriteStatements(text: MagicString, { body }: Program, exporter: Exporter): void {
  const code = text.original
  const statements = body as Placed[]
  /** Whether the statement before may go on, were it not for this one: `a()` and, two lines below, `(b)`. */
  let isOpen = false
  for (const [index, statement] of statements.entries()) {
    const { start, end } = statement
    const declaration = 'declaration' in statement ? (statement.declaration as Placed | null) : statement
    if (!declaration || /^(Import|ExportAll)Declaration$/.test(statement.type)) {
      const next = statements[index + 1]
      if (isOpen && next && /[([`+\-*/]/.test(code[next.start]!)) text.update(start, end, ';')
      else text.remove(start, end)
      continue
    }
    isOpen = code[end - 1] !== ';'
    const name = declaredName(declaration)
    if (statement.type === 'ExportDefaultDeclaration' && !name) exportDefault(text, statement, declaration, exporter)
    else if (declaration !== statement) text.remove(start, declaration.start)
    if (name && declaration.type === 'ClassDeclaration' && exporter.exports.has(name)) {
      text.appendLeft(end, `${exporter.call([name])};`)
    }
  }
}

/** `export default 1` → `a("default",1)` */
function exportDefault(text: MagicString, { start, end }: Placed, value: Placed, exporter: Exporter): void {
  const keywords = /export(\s|\/\*[\s\S]*?\*\/|\/\/.*)*default\s*/y
  keywords.lastIndex = start
  keywords.test(text.original)
  // A function without a name is to get the name that it would have.
  const [before, after] = isNameless(value) ? ['{default:', '}.default'] : ['', '']
  text.update(start, keywords.lastIndex, `${exporter.name}("default",${before}`)
  if (/Declaration$/.test(value.type)) text.appendLeft(end, `${after});`)
  else text.appendLeft(text.original[end - 1] === ';' ? end - 1 : end, `${after})`)
}

function isNameless(node: Node & { id?: unknown }): boolean {
  return node.type === 'ArrowFunctionExpression' || (/^(Function|Class)/.test(node.type) && !node.id)
}
