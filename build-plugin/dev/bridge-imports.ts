import { type Node, walk } from 'estree-walker'
import MagicString, { type SourceMap } from 'magic-string'
import { FederationError } from '../../core/index.js'
import type { Placed, Program } from '../es-modules/parse-module.js'
import { moduleExportName } from '../es-modules/read-module-record.js'
import { toForeignUrl } from './dev-ids.js'
import { namespaceName } from './print-bridged.js'

/**
 * Rewrites a module's imports of what nobody knows the exports of (other remotes, packages that this one carries no copy
 * of): each is to ask for the names that it uses. `null` where there is none of them.
 *
 * @param program the module, parsed
 * @param toForeign the name that the page knows a specifier by; `undefined` for those that are left alone
 * @throws FED-516 for `export * from`, which uses no names
 */
export function bridgeImports(
  code: string,
  program: Program,
  toForeign: (specifier: string) => string | undefined,
): { code: string; map: SourceMap } | null {
  const text = new MagicString(code)
  const foreignOf = (source: Node | null | undefined) =>
    source?.type === 'Literal' && typeof source.value === 'string' ? toForeign(source.value) : undefined
  const replace = (node: Node, by: string) => {
    const { start, end } = node as Placed
    text.overwrite(start, end, by)
  }

  walk(program, {
    enter(node) {
      if (node.type === 'ImportExpression') {
        const specifier = foreignOf(node.source)
        if (specifier === undefined) return
        const url = JSON.stringify(toForeignUrl(specifier, []))
        replace(node, `import(${url}).then(module => module[${JSON.stringify(namespaceName)}])`)
      } else if (node.type === 'ImportDeclaration') {
        const specifier = foreignOf(node.source)
        if (specifier === undefined) return
        const names = node.specifiers.map(imported =>
          imported.type === 'ImportSpecifier'
            ? moduleExportName(imported.imported)
            : imported.type === 'ImportDefaultSpecifier'
              ? 'default'
              : namespaceName,
        )
        replace(
          node.source,
          JSON.stringify(
            toForeignUrl(
              specifier,
              names.filter(name => name !== namespaceName),
            ),
          ),
        )
        for (const imported of node.specifiers) {
          if (imported.type !== 'ImportNamespaceSpecifier') continue
          // `import a, * as b from` would become `import a, { … as b } from`, which is right too.
          replace(imported, `{ ${JSON.stringify(namespaceName)} as ${imported.local.name} }`)
        }
      } else if (node.type === 'ExportNamedDeclaration' && node.source) {
        const specifier = foreignOf(node.source)
        if (specifier === undefined) return
        const names = node.specifiers.map(({ local }) => moduleExportName(local))
        replace(node.source, JSON.stringify(toForeignUrl(specifier, names)))
      } else if (node.type === 'ExportAllDeclaration') {
        const specifier = foreignOf(node.source)
        if (specifier === undefined) return
        throw new FederationError(
          'FED-516',
          `export * from '${specifier}': what that exports is known in the page alone. Name what you export.`,
          { specifier },
        )
      }
    },
  })
  return text.hasChanged() ? { code: text.toString(), map: text.generateMap({ hires: true }) } : null
}
