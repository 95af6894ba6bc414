import { type Node, walk } from 'estree-walker'
import MagicString, { type SourceMap } from 'magic-string'
import type { Placed } from './parse-module.js'

/** What a plugin's `transform` answers: a module's new text with its source map, or `null` where the text stays. */
export type Rewritten = { code: string; map: SourceMap } | null

/**
 * Rewrites a module node by node. What is within a node that was replaced is not looked at.
 *
 * @param program the module, parsed
 * @param replacementOf the text to stand in a node's place; `undefined`: it stays
 */
export function replaceNodes(
  code: string,
  program: object,
  replacementOf: (node: Placed, parent: Node | null) => string | undefined,
): Rewritten {
  const text = new MagicString(code)
  walk(program as Node, {
    enter(node, parent) {
      const replacement = replacementOf(node as Placed, parent)
      if (replacement === undefined) return
      text.overwrite((node as Placed).start, (node as Placed).end, replacement)
      this.skip()
    },
  })
  return toRewritten(text)
}

export function toRewritten(text: MagicString): Rewritten {
  return text.hasChanged() ? { code: text.toString(), map: text.generateMap({ hires: true }) } : null
}
