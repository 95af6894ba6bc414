import { readFileSync } from 'node:fs'
import { isAbsolute } from 'node:path'
import { parseAst } from 'rollup/parseAst'
import { toFile } from '../to-file.js'

/*
 * `require('react')` of a package that stays bare. Bundlers turn it into a default import, which an ES-only provider does
 * not have, or leave a `require` that throws in a browser. So a module of its own stands between, which handles all
 * providers alike: it imports the namespace, and answers with what `require` would have returned.
 */

const prefix = '\0fedmap-require:'

/** For what is no CommonJS as it is installed here. */
const esPrefix = '\0fedmap-require-es:'

export function toRequiredId(specifier: string, isCommonjs: boolean): string {
  return (isCommonjs ? prefix : esPrefix) + specifier
}

export function isRequiredId(id: string): boolean {
  return id.startsWith(prefix) || id.startsWith(esPrefix)
}

/** Whose `require` it is: one that takes `module.exports`, the default export, or the namespace with the default in it. */
export type Requirer = 'rolldown' | 'copy' | 'rollup'

/** The source of such a module. Rolldown takes a module with both `import` and `module.exports`. */
export function printRequired(id: string, requirer: Requirer): string {
  const isEs = id.startsWith(esPrefix)
  const specifier = JSON.stringify(id.slice((isEs ? esPrefix : prefix).length))
  const provided = `import * as provided from ${specifier}\n`
  // Of the namespace rollup's commonjs plugin makes the same itself as `toRequired`.
  if (requirer === 'rollup') return `${provided}export * from ${specifier}\nexport default provided.default`
  const ofEs = isEs ? `(${toRequired})(provided)` : 'provided'
  const required = `'module.exports' in provided ? provided['module.exports'] : ${ofEs}`
  return `${provided}${requirer === 'rolldown' ? 'module.exports =' : 'export default'} ${required}`
}

/** Whether a module is CommonJS, as far as its text tells. */
export function isCommonjs(id: string): boolean {
  const file = toFile(id)
  if (!isAbsolute(file)) return false
  try {
    return !parseAst(readFileSync(file, 'utf8')).body.some(({ type }) => /^(?:Import|Export)/.test(type))
  } catch {
    return !/\.(?:json|[cm]?tsx?|jsx|svelte|vue)$/.test(file) // In no strict mode, as no ES module is.
  }
}

/**
 * What `require` returns of an ES module, as bundlers have it: the namespace; where there is a default, marked as compiled from
 * ES, and with all that the default has, which is what a CommonJS build of the same package would be: a function to call.
 *
 * It goes into bundles as text, so it uses nothing but its arguments.
 */
function toRequired(provided: Readonly<Record<string, unknown>>): unknown {
  if (!('default' in provided) || '__esModule' in provided) return provided
  const whole = provided.default
  const required: object =
    typeof whole === 'function'
      ? function (this: unknown, ...values: unknown[]) {
          const made = new.target === required ? whole : new.target
          return made ? Reflect.construct(whole, values, made) : whole.apply(this, values)
        }
      : {}
  if (typeof whole === 'function') Object.assign(required, { prototype: whole.prototype })
  Object.setPrototypeOf(required, Object(whole))
  const names = Object.keys(provided).map(name => [name, { get: () => provided[name], enumerable: true }])
  return Object.defineProperties(required, { ...Object.fromEntries(names), __esModule: { value: true } })
}
