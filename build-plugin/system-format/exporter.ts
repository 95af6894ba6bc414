import type { ModuleRecord } from '../es-modules/read-module-record.js'

/** Prints the calls that export something: `a("useState",b)`. */
export interface Exporter {
  /** The name of the function that System.register gives. */
  readonly name: string
  readonly exports: ModuleRecord['exports']
  /** Exports, under all their names, what variables have. */
  readonly call: (locals: readonly string[], read?: (local: string) => string) => string
  /** The one name that a variable is exported under; `undefined` where there are several. */
  readonly onlyName: (local: string) => string | undefined
}

export function createExporter(name: string, exports: ModuleRecord['exports']): Exporter {
  return {
    name,
    exports,
    call(locals, read = local => local) {
      const values = locals.flatMap(local => exports.get(local)!.map(exported => [exported, read(local)] as const))
      return printExports(name, values)
    },
    onlyName(local) {
      const [exported, ...others] = exports.get(local)!
      return others.length === 0 ? exported : undefined
    },
  }
}

/** `a("b",c)` for one export, `a({b:c,d:e})` for several. */
export function printExports(
  exporter: string,
  values: readonly (readonly [exported: string, value: string])[],
): string {
  const [[exported, value] = ['', ''], ...others] = values
  if (others.length === 0) return `${exporter}(${JSON.stringify(exported)},${value})`
  const entries = values.map(
    ([exported, value]) => `${isPlain(exported) ? exported : JSON.stringify(exported)}:${value}`,
  )
  return `${exporter}({${entries.join()}})`
}

/** Whether a name can be written without quotes. */
export function isPlain(name: string): boolean {
  return /^[a-z_$][\w$]*$/i.test(name)
}
