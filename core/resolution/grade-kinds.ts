import type { Copy, Uses } from '../manifest/manifest.js'
import { compareParsed } from '../ranges/compare-versions.js'
import { readRange } from '../ranges/parse-range.js'
import { majorOf } from '../ranges/parse-version.js'
import { satisfiesRange } from '../ranges/satisfies.js'
import { compareOffered, type Grade, type Growing, type Kind, type Pool } from './model.js'

/** Sorts the kinds of one package, says how well they meet each demand, and gives them their price and their age. */
export function gradeKinds({ kinds, demands }: Growing<Pool>): void {
  const largest = new Map<string, number>()
  const newest = new Map<string, Kind>()
  const wanted = new Set<Kind>()
  const classOf = ({ shareScope, parsed }: Kind) => `${majorOf(parsed)} ${shareScope}`

  for (const { copies } of kinds) copies.sort(compareOffered)
  kinds.sort((a, b) => compareParsed(b.parsed, a.parsed) || compareOffered(a.copies[0]!, b.copies[0]!))
  for (const [index, kind] of kinds.entries()) {
    kind.index = index
    if (kind.isShaken) continue
    let size = largest.get(classOf(kind)) ?? 0
    for (const { copy } of kind.copies) size = Math.max(size, copy.size)
    largest.set(classOf(kind), size)
  }
  for (const [requiredVersion, alike] of demands) {
    const range = requiredVersion !== false && readRange(requiredVersion)!
    for (const kind of kinds) {
      const isInRange = !range || satisfiesRange(kind.parsed, range)
      for (const { uses, grades } of alike) {
        const grade = offers(kind.copies[0]!.copy, uses) ? (isInRange ? 2 : 1) : 0
        ;(grades as Grade[]).push(grade)
        if (grade === 2) wanted.add(kind)
      }
    }
  }
  for (const kind of kinds) {
    const { size } = kind.copies[0]!.copy
    const full = largest.get(classOf(kind)) ?? size
    if (!kind.isPinned) kind.price = kind.isShaken ? Math.min(size, full) : full
    const newer = newest.get(kind.shareScope)
    if (newer) kind.age = newer.age + Number(compareParsed(newer.parsed, kind.parsed) > 0)
    // What is in nobody's range is not on offer, and makes nobody older.
    if (wanted.has(kind)) newest.set(kind.shareScope, kind)
  }
}

/** Rule 2. */
function offers({ provides }: Copy, uses: Uses): boolean {
  for (const subpath in uses) {
    const offered = provides[subpath]
    const used = uses[subpath]!
    if (!offered) return false
    if (offered.exports && (used === '*' || !used.every(name => offered.exports!.includes(name)))) return false
  }
  return true
}
