/*
 * An ES module → the same as a System.register module, by few edits of its text: what a bundler made small stays small, and
 * its source map holds but for what is shifted.
 *
 * - Imports become variables around the module's code, under the names that it has for them, and setters that fill them.
 * - Exports become calls: of functions at the start (of modules that import each other in a circle when they are linked, so
 *   that functions are there before their module runs); of variables with each value that they get, wherever in the module
 *   that is; in a setter, of what another module exports. So bindings are live, as the standard wants them.
 * - `import()`, `import.meta` and top-level `await` become what System.register has for them.
 */

import MagicString from 'magic-string'
import { type ModuleText, type Program, parseModule } from '../es-modules/parse-module.js'
import {
  declaredName,
  defaultExpression,
  type ModuleRecord,
  namesIn,
  readModuleRecord,
} from '../es-modules/read-module-record.js'
import { exportChange } from './export-change.js'
import { createExporter, type Exporter } from './exporter.js'
import { findSites } from './find-sites.js'
import { printWrapper } from './print-wrapper.js'
import { rewriteStatements } from './rewrite-statements.js'
import { unusedNames } from './unused-names.js'

export interface SystemOptions {
  /** Whether the module imports itself by way of others. */
  readonly isInCircle: boolean
  /** Whether it must be ES5, which has nothing to hoist functions with. */
  readonly isEs5: boolean
}

/** FED-511 where the text is no ES module. */
export function toSystem(module: ModuleText, { isEs5, isInCircle }: SystemOptions): MagicString {
  const program = parseModule(module)
  const record = readModuleRecord(program)
  const { exports } = record
  const { names, isAsync, imports, metas, receivers, changes } = findSites(program, exports)
  const nextName = unusedNames(names)
  const [exporterName, context, given] = [nextName(), nextName(), nextName()]
  const ownNames = { exporter: exporterName, context, given, key: nextName(), all: nextName(), body: nextName() }
  const exporter = createExporter(exporterName, exports)
  const text = new MagicString(module.code)

  for (const { start } of imports) text.update(start, start + 'import'.length, `${context}.import`)
  for (const { start, end } of metas) text.update(start, end, `${context}.meta`)
  for (const { start, end } of receivers) text.update(start, end, 'undefined')
  for (const change of changes) exportChange(text, change, exporter, nextName)
  rewriteStatements(text, program, exporter)

  const start = exportAtStart(program, exports, exporter)
  const [before, after] = printWrapper({
    record,
    names: ownNames,
    start,
    startsEarly: isInCircle && !isEs5 && start !== '',
    isContextUsed: imports.length + metas.length > 0,
    isAsync,
  })
  text.trim()
  const endsInComment = text.lastLine().includes('//')
  return text.prepend(before).append((endsInComment ? '\n' : '') + after)
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
