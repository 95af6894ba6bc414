import type MagicString from 'magic-string'
import type { Placed } from '../es-modules/parse-module.js'
import type { Exporter } from './exporter.js'
import type { Change } from './find-sites.js'

/** Exports what variables have after they got a value. Inner changes come before those that they are in. */
export function exportChange(text: MagicString, change: Change, exporter: Exporter, nextName: () => string): void {
  const { node, locals, isStatement, beginsStatement } = change
  const call = exporter.call(locals)
  const surround = (before: string, { start, end }: Placed, after: string) => {
    text.prependRight(start, before)
    text.appendLeft(end, after)
  }
  if (node.type === 'ForInStatement' || node.type === 'ForOfStatement') {
    const body = node.body as Placed
    if (body.type === 'BlockStatement') text.appendLeft(body.start + 1, `${call};`)
    else surround(`{${call};`, body, '}')
    return
  }
  const target = node.type === 'AssignmentExpression' ? node.left : undefined
  const exported = target?.type === 'Identifier' ? exporter.onlyName(target.name) : undefined
  if (node.type === 'VariableDeclarator') text.appendLeft(node.end, `,${nextName()}=${call}`)
  else if (isStatement) text.appendLeft(node.end, `,${call}`)
  else if (exported) surround(`${exporter.name}(${JSON.stringify(exported)},`, node, ')')
  else surround(beginsStatement && target?.type !== 'ArrayPattern' ? ';[' : '[', node, `,${call}][0]`)
}
