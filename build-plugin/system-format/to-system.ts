/*
 * An ES module → the same as a System.register module, by few edits of its text: what a bundler made small stays small, and
 * its source map holds but for what is shifted.
 *
 * - Imports become variables around the module's code, under the names that it has for them, and setters that fill them.
 * - Exports become calls: of functions at the start; of variables with each value that they get, wherever in the module
 *   that is; in a setter, of what another module exports. So bindings are live, as the standard wants them.
 * - `import()`, `import.meta` and top-level `await` become what System.register has for them.
 *
 * In one thing it is not an ES module: where modules import each other in a circle, a function is not there before its
 * module runs.
 */

import MagicString from 'magic-string'
import { parseAst } from 'rollup/parseAst'
import { exportChange } from './export-change.js'
import { createExporter, type Exporter } from './exporter.js'
import { findSites } from './find-sites.js'
import { printWrapper } from './print-wrapper.js'
import {
  declaredName,
  defaultExpression,
  type ModuleRecord,
  namesIn,
  type Program,
  readModuleRecord,
} from './read-module-record.js'
import { rewriteStatements } from './rewrite-statements.js'
import { unusedNames } from './unused-names.js'

/**
 * @param isEs5 whether what is added must be ES5 too
 * @throws where the code is no ES module
 */
export function toSystem(code: string, isEs5: boolean): MagicString {
  const program = parseModule(code)
  const { dependencies, exports } = readModuleRecord(program)
  const { names, isAsync, imports, metas, receivers, changes } = findSites(program, exports)
  const nextName = unusedNames(names)
  const own = { exporter: nextName(), context: nextName(), given: nextName(), key: nextName(), all: nextName() }
  const exporter = createExporter(own.exporter, exports)
  const text = new MagicString(code)

  for (const { start } of imports) text.update(start, start + 'import'.length, `${own.context}.import`)
  for (const { start, end } of metas) text.update(start, end, `${own.context}.meta`)
  for (const { start, end } of receivers) text.update(start, end, 'undefined')
  for (const change of changes) exportChange(text, change, exporter, nextName)
  rewriteStatements(text, program, exporter)

  const [before, after] = printWrapper({
    dependencies,
    exported: [...exports.values()].flat(),
    names: own,
    isContextUsed: imports.length + metas.length > 0,
    isAsync,
    isEs5,
  })
  text.trim()
  const endsInComment = /\/\/.*$/.test(text.toString())
  return text.prepend(before + exportAtStart(program, exports, exporter)).append((endsInComment ? '\n' : '') + after)
}

/** With an export of nothing, since rollup takes `await` for a name where nothing is imported or exported. */
function parseModule(code: string): Program {
  const program = parseAst(`${code}\nexport {}`) as unknown as Program
  program.body.pop()
  return program
}

/** Exports functions, and those variables that need not get a value when their declaration runs. */
function exportAtStart({ body }: Program, exports: ModuleRecord['exports'], exporter: Exporter): string {
  const functions = new Set<string>()
  const later = new Set([defaultExpression])
  for (const statement of body) {
    const declaration = ('declaration' in statement && statement.declaration) || statement
    const name = declaredName(declaration)
    if (name) (declaration.type === 'FunctionDeclaration' ? functions : later).add(name)
    if (declaration.type !== 'VariableDeclaration') continue
    for (const { id, init } of declaration.declarations) {
      for (const local of init ? namesIn(id) : []) later.add(local)
    }
  }
  const locals = [...exports.keys()].filter(local => !later.has(local))
  if (locals.length === 0) return ''
  return `${exporter.call(locals, local => (functions.has(local) ? local : 'void 0'))};`
}
