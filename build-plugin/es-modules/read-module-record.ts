import { extractAssignedNames } from '@rollup/pluginutils'
import type { Node } from 'estree-walker'
import type { Program } from './parse-module.js'

/** What a module takes from another, and what of that it gives on. */
export interface Dependency {
  /** Local name, and the export's; `'*'` for the whole of it. */
  readonly imports: (readonly [local: string, imported: string])[]
  readonly reexports: (readonly [exported: string, imported: string])[]
  /** Whether it gives on all: `export * from`. */
  isReexported: boolean
}

/** What the standard calls the variable that nobody can name: the value of `export default 1`. */
export const defaultExpression = '*default*'

/** The import and export entries of a module (ECMA-262, 16.2.1.7: Source Text Module Records). */
export interface ModuleRecord {
  /** By their specifiers, in the order in which they run. */
  readonly dependencies: ReadonlyMap<string, Dependency>
  /** What the module declares and exports: local name → the names of its exports. */
  readonly exports: ReadonlyMap<string, readonly string[]>
}

export function readModuleRecord(program: Program): ModuleRecord {
  const dependencies = new Map<string, Dependency>()
  const exports = new Map<string, string[]>()

  const dependOn = (source: { readonly value?: unknown }): Dependency => {
    const specifier = String(source.value)
    const dependency = dependencies.get(specifier) ?? { imports: [], reexports: [], isReexported: false }
    dependencies.set(specifier, dependency)
    return dependency
  }
  const addExport = (local: string, exported: string) => {
    exports.set(local, [...(exports.get(local) ?? []), exported])
  }

  for (const statement of program.body) {
    if (statement.type === 'ImportDeclaration') {
      const { imports } = dependOn(statement.source)
      for (const specifier of statement.specifiers) {
        const isWhole = specifier.type === 'ImportNamespaceSpecifier'
        const imported =
          specifier.type === 'ImportSpecifier' ? moduleExportName(specifier.imported) : isWhole ? '*' : 'default'
        imports.push([specifier.local.name, imported])
      }
    } else if (statement.type === 'ExportAllDeclaration') {
      const dependency = dependOn(statement.source)
      if (statement.exported) dependency.reexports.push([moduleExportName(statement.exported), '*'])
      else dependency.isReexported = true
    } else if (statement.type === 'ExportNamedDeclaration') {
      const { declaration, source, specifiers } = statement
      const dependency = source && dependOn(source)
      for (const { local, exported } of specifiers) {
        if (dependency) dependency.reexports.push([moduleExportName(exported), moduleExportName(local)])
        else addExport(moduleExportName(local), moduleExportName(exported))
      }
      const declared = declaration && ('declarations' in declaration ? declaration.declarations : [declaration])
      for (const { id } of declared ?? []) for (const name of namesIn(id as Node)) addExport(name, name)
    } else if (statement.type === 'ExportDefaultDeclaration') {
      addExport(declaredName(statement.declaration) ?? defaultExpression, 'default')
    }
  }
  // What is imported and then exported is never the module's own.
  for (const { imports, reexports } of dependencies.values()) {
    for (const [local, imported] of imports) {
      for (const exported of exports.get(local) ?? []) reexports.push([exported, imported])
      exports.delete(local)
    }
  }
  return { dependencies, exports }
}

/** The names of all that a module exports, but for what it gets by `export * from`. */
export function exportNamesOf({ dependencies, exports }: ModuleRecord): readonly string[] {
  const reexported = [...dependencies.values()].flatMap(({ reexports }) => reexports.map(([name]) => name))
  return [...[...exports.values()].flat(), ...reexported]
}

/** The variables of a pattern. */
export function namesIn(pattern: Node): string[] {
  return extractAssignedNames(pattern as never)
}

/** The name that a function or class declares; `undefined` for an expression, and for one without a name. */
export function declaredName(node: { readonly type: string; readonly id?: unknown }): string | undefined {
  return /^(Function|Class)Declaration$/.test(node.type) ? (node.id as { name: string } | null)?.name : undefined
}

/** An import's or export's name (the standard's ModuleExportName): an identifier, or a string such as 'module.exports'. */
export function moduleExportName(node: { type: string; name?: string; value?: unknown }): string {
  return node.type === 'Identifier' ? node.name! : String(node.value)
}
