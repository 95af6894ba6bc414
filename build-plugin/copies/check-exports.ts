import { suggestName } from '../../core/errors/find-nearest-name.js'
import { FederationError, type Uses } from '../../core/index.js'
import { formatPackageSpecifier } from '../packages/parse-package-specifier.js'
import type { BuiltCopy } from './built-copy.js'

/**
 * Looks whether shared packages export what the remote imports of them, as bundlers look at what they bundle. CommonJS and
 * what passes on another shared package's exports may have more than can be seen.
 *
 * @param used package → what the remote's own code uses
 * @throws FED-520
 */
export function checkExports(
  remote: string,
  used: ReadonlyMap<string, Uses>,
  copies: ReadonlyMap<string, readonly BuiltCopy[]>,
): void {
  for (const [name, uses] of used) {
    const copy = copies.get(name)?.at(-1)
    for (const [subpath, names] of Object.entries(uses)) {
      const { exports = [], isShaken } = copy?.provides[subpath] ?? {}
      const isSeen = exports.length > 0 && !isShaken && !exports.some(one => one === 'module.exports' || one[0] === '*')
      const missing = names !== '*' && isSeen ? names.find(one => !exports.includes(one)) : undefined
      if (missing === undefined) continue
      const specifier = formatPackageSpecifier(name, subpath)
      const detail = `${remote} imports '${missing}' of '${specifier}', and the version that is installed, ${copy!.version}, has no such export.${suggestName(missing, exports)} Correct the import, or install a version that has it.`
      throw new FederationError('FED-520', detail, { remote, specifier })
    }
  }
}
