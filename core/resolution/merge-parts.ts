import { createInterner, getOrMake } from './intern.js'
import type { Slot, Unit, Want } from './model.js'
import { countCarried } from './place-parts.js'
import type { Domain, Part } from './problem.js'

/** Where there are fewer parts, to search each of them takes no longer than to merge them. */
const fewestParts = 200

/** `mergeParts` where there are so many that it pays. */
export function mergeManyParts(parts: readonly Part[]): readonly Part[] {
  return parts.length < fewestParts ? parts : mergeParts(parts)
}

/**
 * Takes remotes together that are alike. Where a part has one choice, each of its packages is decided by itself, and makes a
 * part of its own. Most of these are equal, and equal ones are one to the search: there is a best assignment where all of
 * their remotes choose the same. For let them differ, and all take what the best of them has, by criteria 5 and 6: no slot is
 * opened, and the first of them that changes is better off. Only criterion 7 could prefer that they differ, if two of their
 * slots were of one version: such parts are not merged. Parts stay as they are of remotes that have links or pins, or do not
 * use all of the packages themselves.
 */
export function mergeParts(parts: readonly Part[]): readonly Part[] {
  const internPiece = createInterner<Piece>()
  const internPart = createInterner<MergedPart>()
  const piecesOf = new Map<Part['choices'], readonly Piece[]>()
  const merged: Part[] = []

  const splitPart = ({ domains, choices }: Part): readonly Piece[] =>
    choices[0]!.map(copies => {
      const domain = domains.find(domain => domain.package === copies[0]!.kind!.package)!
      return internPiece([domain, ...copies], () => createPiece(domain, copies))
    })

  const mergePiece = (unit: Unit, { copies, domain, isDistinct }: Piece): MergedPart => {
    const own = copies.map(slot => countCarried(unit, slot))
    return internPart([...copies, ...own, isDistinct || unit], () => {
      const part = { unit, units: [], domains: [domain], choices: [[copies]] }
      merged.push(part)
      return part
    })
  }

  for (const part of parts) {
    const { unit, domains, choices } = part
    if (choices.length !== 1 || unit.links.size || unit.pinned || !domains.every(domain => domain.isUsed)) {
      merged.push(part)
      continue
    }
    for (const piece of getOrMake(piecesOf, choices, () => splitPart(part))) {
      // Who declares the same has the same part.
      const declared = unit.wants.get(piece.domain.package)!
      let known = piece.parts.get(declared)
      if (!known) {
        known = mergePiece(unit, piece)
        if (piece.isDistinct) piece.parts.set(declared, known)
      }
      known.units.push(unit)
    }
  }
  return merged
}

/** What a part has of one package. */
interface Piece {
  readonly copies: readonly Slot[]
  readonly domain: Domain
  /** Whether no two of the copies are of one version. */
  readonly isDistinct: boolean
  /** The parts that it became, by what their remotes declare of the package. */
  readonly parts: Map<Want, MergedPart>
}

type MergedPart = Part & { readonly units: Unit[] }

function createPiece(domain: Domain, copies: readonly Slot[]): Piece {
  const versions = new Set(copies.map(({ kind }) => kind!.parsed))
  return { domain, copies, isDistinct: versions.size === copies.length, parts: new Map() }
}
