import { type Dependency, exportNamesOf, type ModuleRecord } from '../es-modules/read-module-record.js'
import { isPlain, printExports } from './exporter.js'

export interface Wrapper {
  readonly record: ModuleRecord
  /** Names that mean nothing to the module: the two arguments that System.register gives, and those in setters. */
  readonly names: Readonly<Record<'exporter' | 'context' | 'given' | 'key' | 'all' | 'body', string>>
  /** What runs first. */
  readonly start: string
  /** Whether that runs before the modules that the module imports, as functions are hoisted. */
  readonly startsEarly: boolean
  readonly isContextUsed: boolean
  readonly isAsync: boolean
}

/**
 * What stands before and after a module's code: ES5, so that it is no newer than the code, unless it starts early.
 * Functions in parentheses are compiled with the script, off the main thread; others would be parsed once more when they
 * are called.
 */
export function printWrapper(wrapper: Wrapper): readonly [before: string, after: string] {
  const { record, start, isContextUsed } = wrapper
  const { body, exporter, context } = wrapper.names
  const specifiers = [...record.dependencies.keys()].map(specifier => JSON.stringify(specifier))
  const dependencies = [...record.dependencies.values()]
  const locals = dependencies.flatMap(({ imports }) => imports.map(([local]) => local))
  const isExporting = exportNamesOf(record).length > 0 || dependencies.some(({ isReexported }) => isReexported)
  const parameters = isContextUsed ? [exporter, context] : isExporting ? [exporter] : []
  const setters = dependencies.map(dependency => printSetter(dependency, wrapper)).join()

  const head = `System.register([${specifiers.join()}],(function(${parameters.join()}){"use strict";`
  const variables = locals.length > 0 ? `var ${locals.join()};` : ''
  const declared = `return{${setters && `setters:[${setters}],`}`
  const async = wrapper.isAsync ? 'async ' : ''
  if (wrapper.startsEarly) {
    // A generator runs as far as `yield` when the module is linked, and from there when it is evaluated.
    const execute = async ? `execute(){return ${body}.next()}` : `execute(){${body}.next()}`
    return [
      `${head}${variables}var ${body}=(${async}function*(){${start}yield;`,
      `})();${body}.next();${declared}${execute}}}));`,
    ]
  }
  return [`${head}${variables}${declared}execute:(${async}function(){${start}`, '})}}));']
}

/** The function that takes what a dependency exports, again with each change; `null` where nothing is taken. */
function printSetter({ imports, reexports, isReexported }: Dependency, wrapper: Wrapper): string {
  const { exporter, given } = wrapper.names
  const statements = imports.map(([local, imported]) => `${local}=${printRead(given, imported)}`)
  const values = reexports.map(([exported, imported]) => [exported, printRead(given, imported)] as const)
  if (values.length > 0) statements.push(printExports(exporter, values))
  if (isReexported) statements.push(printExportAll(wrapper))
  return statements.length > 0 ? `function(${given}){${statements.join(';')}}` : 'null'
}

function printRead(given: string, imported: string): string {
  if (imported === '*') return given
  return isPlain(imported) ? `${given}.${imported}` : `${given}[${JSON.stringify(imported)}]`
}

/** Exports all that a module exports, but for its default and what has a name of its own here. */
function printExportAll({ record, names }: Wrapper): string {
  const { exporter, given, key, all } = names
  const own = JSON.stringify([...new Set(['default', ...exportNamesOf(record)])])
  const collect = `for(${key} in ${given})${own}.indexOf(${key})<0&&(${all}[${key}]=${given}[${key}])`
  return `var ${key},${all}={};${collect};${exporter}(${all})`
}
