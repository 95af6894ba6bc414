import type { Copy, SharedPackage, Uses } from '../manifest/manifest.js'
import { getOrMake, makeList, makeMap } from './intern.js'
import { isAlike } from './is-alike.js'
import { type Growing, type Kind, type Unit, urlOf, type Want } from './model.js'
import { type ReadDeclaration, scopeOf } from './read-model.js'
import type { ResolveOptions } from './resolution.js'
import { urlsOf } from './urls-of.js'

/**
 * Reads once what many remotes declare alike, which is most of a large page: where all is the same but the files and builds
 * of copies, and the share scopes that their remotes name for what the copies require.
 *
 * A copy that an earlier resolution used may be of another kind than its equals, by its address: it is always read.
 *
 * @param read what is saved
 */
export function recallDeclarations(
  read: ReadDeclaration,
  { format = 'system', pinned, prefer }: ResolveOptions,
): ReadDeclaration {
  const known = new Map<string, Map<string | undefined, Want[]>>()
  const used = new Set([...urlsOf(pinned), ...urlsOf(prefer)])
  const isUsed = (unit: Unit, name: string, copy: Copy) => used.has(urlOf({ unit, copy }, name, format))

  return (unit, name, declared) => {
    const { copies = [] } = declared
    if (!unit.isLoadable || (used.size && copies.some(copy => isUsed(unit, name, copy)))) {
      return read(unit, name, declared)
    }
    const ofPackage = getOrMake(known, name, makeMap<string | undefined, Want[]>)
    const wants = getOrMake(ofPackage, copies[0]?.version, makeList<Want>)
    for (const want of wants) {
      if (!isSame(want.shared, declared) || !namesSameScopes(want, unit)) continue
      for (let i = 0; i < copies.length; i++) addCopy(want.kinds[i] as Growing<Kind>, unit, copies[i]!)
      return want
    }
    const want = read(unit, name, declared)
    wants.push(want)
    return want
  }
}

function addCopy(kind: Growing<Kind>, unit: Unit, copy: Copy): void {
  ;(kind.carriers as Set<Unit>).add(unit)
  kind.copies.push({ unit, copy })
}

/** Whether a unit names the share scopes that a want's copies require other packages in. */
function namesSameScopes({ kinds }: Want, { remote }: Unit): boolean {
  for (const { needs } of kinds) {
    for (const need of needs) if (need.shareScope !== scopeOf(remote.manifest.shared[need.package])) return false
  }
  return true
}

// Not one `isAlike` for all of it: where each function sees objects of few shapes, it takes a third of the time. What an object
// inherits is no use, requirement or file.

function isSame(a: SharedPackage, b: SharedPackage): boolean {
  return (
    a.requiredVersion === b.requiredVersion &&
    a.singleton === b.singleton &&
    a.strictVersion === b.strictVersion &&
    a.shareScope === b.shareScope &&
    areSameUses(a.uses, b.uses) &&
    areSameCopies(a.copies, b.copies)
  )
}

function areSameUses(a: Uses | undefined, b: Uses | undefined): boolean {
  let more = 0
  for (const subpath in a) {
    if (a[subpath] !== b?.[subpath] && !isAlike(a[subpath], b?.[subpath])) return false
    more++
  }
  for (const _ in b) more--
  return more === 0
}

function areSameCopies(a: readonly Copy[] = [], b: readonly Copy[] = []): boolean {
  for (let i = 0; i < a.length; i++) {
    const one = a[i]!
    const other = b[i]
    if (one.version !== other?.version || one.size !== other.size) return false
    if (!areSameRequires(one.requires, other.requires) || !areSameProvides(one.provides, other.provides)) return false
  }
  return a.length === b.length
}

function areSameRequires(a: Copy['requires'] | undefined, b: Copy['requires'] | undefined): boolean {
  let more = 0
  for (const name in a) {
    const one = a[name]!
    const other = b?.[name]
    if (one.requiredVersion !== other?.requiredVersion || !areSameUses(one.uses, other.uses)) return false
    more++
  }
  for (const _ in b) more--
  return more === 0
}

function areSameProvides(a: Copy['provides'], b: Copy['provides']): boolean {
  let more = 0
  for (const subpath in a) {
    const one = a[subpath]!
    const other = b[subpath]
    if (!other?.file || (one.exports !== other.exports && !isAlike(one.exports, other.exports))) return false
    more++
  }
  for (const _ in b) more--
  return more === 0
}
