import { findOwner, nameWithVersion } from '../packages/find-package.js'
import { harmlessState } from '../packages/known-packages.js'
import type { Warn } from '../warn.js'
import type { BuiltCopy } from './built-copy.js'

/**
 * FED-522 for the packages that are not shared, keep state, and lie in two places of the remote: in two copies, or in a copy
 * and the remote's own modules. What one place stores there, the other does not see.
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
  const doubled: string[] = []
  const lines: string[] = []
  for (const [inner, holders] of [...places].sort()) {
    const name = inner.slice(0, inner.lastIndexOf('@'))
    const all = ownPackages.has(inner) ? [...holders, "the remote's own modules"] : holders
    if (all.length < 2 || harmlessState.has(name)) continue
    doubled.push(name)
    lines.push(`\n  ${inner}, in ${all.join(' and ')}`)
  }
  if (!doubled.length) return
  const list = doubled.map(name => `'${name}'`).join(', ')
  warn('FED-522', `in each place it has its own.${lines.join('')}\nAdd to \`shared\`: ${list}.`)
}

function nameOfOwner(file: string): string | undefined {
  const owner = findOwner(file)?.packageJson
  return owner && nameWithVersion(owner)
}
