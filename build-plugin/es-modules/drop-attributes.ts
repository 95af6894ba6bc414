import { walk } from 'estree-walker'
import { textOf } from './parse-chunk.js'
import { type ModuleText, type Placed, parseModule } from './parse-module.js'

/**
 * Takes `with { type: 'json' }` off the imports of what is given as a module whatever it was: browsers refuse a script where
 * it stands. There are spaces in its place, so that the source map holds.
 *
 * @param isModule whether a specifier means such
 */
export function dropAttributes(module: ModuleText, isModule: (specifier: string) => boolean): string {
  if (!/\bwith["']?\s*[:{]/.test(module.code)) return module.code
  let { code } = module
  walk(parseModule(module), {
    enter(node) {
      const source = 'source' in node ? (node.source as Placed | null) : null
      const specifier = source ? textOf(source) : undefined
      if (!source || specifier === undefined || !isModule(specifier)) return
      const from = source.end
      const { end } = node as Placed
      const to = node.type === 'ImportExpression' ? end - 1 : code[end - 1] === ';' ? end - 1 : end
      code = code.slice(0, from) + code.slice(from, to).replace(/\S/g, ' ') + code.slice(to)
    },
  })
  return code
}
