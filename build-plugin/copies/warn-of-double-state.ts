import { findOwner } from '../packages/find-package.js'
import type { Warn } from '../warn.js'
import type { BuiltCopy } from './copy.js'

/**
 * FED-522 for each package that is not shared, keeps state, and lies in two places of the remote: in two copies, or in a
 * copy and the remote's own modules. What one place stores there, the other does not see.
 */
export function warnOfDoubleState(
  copies: ReadonlyMap<string, readonly BuiltCopy[]>,
  ownFiles: readonly string[],
  warn: Warn,
): void {
  const places = new Map<string, string[]>()
  for (const [name, [copy]] of copies) {
    const { version, stateful = [] } = copy ?? {}
    for (const inner of stateful) places.set(inner, [...(places.get(inner) ?? []), `${name}@${version}`])
  }
  const ownPackages = new Set(ownFiles.map(nameOfOwner))
  for (const [inner, holders] of places) {
    const all = ownPackages.has(inner) ? [...holders, "the remote's own modules"] : holders
    if (all.length < 2) continue
    warn(
      'FED-522',
      `${inner} keeps state, and is bundled into ${all.join(' and ')}: each has its own. ` +
        `Add '${inner.slice(0, inner.lastIndexOf('@'))}' to \`shared\`.`,
    )
  }
}

function nameOfOwner(file: string): string | undefined {
  const owner = findOwner(file)?.packageJson
  return owner && `${owner.name}@${owner.version}`
}
