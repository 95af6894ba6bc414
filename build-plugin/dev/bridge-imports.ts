import { FederationError } from '../../core/index.js'
import { textOf } from '../es-modules/parse-chunk.js'
import type { NodeOf, Program } from '../es-modules/parse-module.js'
import { moduleExportName } from '../es-modules/read-module-record.js'
import { type Rewritten, replaceNodes } from '../es-modules/replace-nodes.js'
import { toUnlistedUrl } from './dev-ids.js'
import { namespaceName } from './print-bridged.js'

/**
 * Rewrites a module's imports of what nobody knows the exports of (other remotes, packages that this one carries no copy
 * of): each is to ask for the names that it uses. `null` where there is none of them.
 *
 * @param program the module, parsed
 * @param toBare the name that the page knows a specifier by; `undefined` for those that are left alone
 * @throws FED-516 for `export * from`, which uses no names
 */
export function bridgeImports(
  code: string,
  program: Program,
  toBare: (specifier: string) => string | undefined,
): Rewritten {
  return replaceNodes(code, program, (node, parent) => {
    const importing = node.type === 'ImportExpression' || node.type === 'ExportAllDeclaration' ? node : parent
    if (!importing || !('source' in importing) || !importing.source) return undefined
    const source = textOf(importing.source)
    const specifier = source === undefined ? undefined : toBare(source)
    if (specifier === undefined) return undefined

    if (node.type === 'ExportAllDeclaration') {
      const detail = `export * from '${specifier}': what that exports is known in the page alone. Name what you export.`
      throw new FederationError('FED-516', detail, { specifier })
    }
    if (node.type === 'ImportExpression') {
      const url = JSON.stringify(toUnlistedUrl(specifier, []))
      return `import(${url}).then(module => module[${JSON.stringify(namespaceName)}])`
    }
    // `import a, * as b from` becomes `import a, { … as b } from`, which is right too.
    if (node.type === 'ImportNamespaceSpecifier') return `{ ${JSON.stringify(namespaceName)} as ${node.local.name} }`
    const isSource = 'specifiers' in importing && node === importing.source
    return isSource ? JSON.stringify(toUnlistedUrl(specifier, usedNames(importing))) : undefined
  })
}

/** The exports that a statement takes by their names. */
function usedNames({ specifiers }: NodeOf<'ImportDeclaration' | 'ExportNamedDeclaration'>): string[] {
  return specifiers.flatMap(specifier => {
    switch (specifier.type) {
      case 'ImportSpecifier':
        return moduleExportName(specifier.imported)
      case 'ImportDefaultSpecifier':
        return 'default'
      case 'ExportSpecifier':
        return moduleExportName(specifier.local)
      default:
        return []
    }
  })
}
