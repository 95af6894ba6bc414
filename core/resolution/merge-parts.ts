import type { Enumerator } from './enumerate-choices.js'
import { createPieceFinder } from './find-pieces.js'
import { createInterner, getOrMake } from './intern.js'
import type { Model, Slot, Unit, Want } from './model.js'
import { countCarried } from './place-parts.js'
import type { Domain, Part } from './problem.js'

/**
 * Takes remotes together that are alike. Where a part has one choice, each of its packages is decided by itself, and makes a
 * part of its own. Most of these are equal, and equal ones are one to the search: there is a best assignment where all of
 * their remotes choose the same. For let them differ, and all take what the best of them has, by criteria 5 and 6: no slot is
 * opened, and the first of them that changes is better off. Only criterion 7 could prefer that they differ, if two of their
 * slots were of one version: such parts are not merged. Parts stay as they are of remotes that have links or pins, or do not
 * use all of the packages themselves.
 *
 * Where it is seen beforehand that there is one choice (find-pieces), not even the parts are listed.
 *
 * @param enumerator where nobody may be warned or rejected
 * @returns lists its parts once
 */
export function mergeParts(enumerator: Enumerator, model: Model): Enumerator {
  const internPiece = createInterner<Piece>()
  const internPart = createInterner<MergedPart>()
  const piecesByChoices = new Map<Part['choices'], readonly Piece[]>()
  const pieceOf = (domain: Domain, copies: readonly Slot[]): Piece =>
    internPiece([domain, ...copies], () => createPiece(domain, copies))

  const piecesOf = createPieceFinder(enumerator, model, pieceOf)

  const splitPart = ({ domains, choices }: Part): readonly Piece[] =>
    choices[0]!.map(copies => {
      const domain = domains.find(domain => domain.package === copies[0]!.kind!.package)!
      return pieceOf(domain, copies)
    })

  const listParts = (units: Iterable<Unit>): readonly Part[] => {
    const merged: Part[] = []

    const mergePiece = (unit: Unit, { copies, domain, isDistinct }: Piece): MergedPart => {
      // Where there is but one, who carries it is not asked.
      const own = copies.length > 1 ? copies.map(slot => countCarried(unit, slot)) : []
      return internPart([...copies, ...own, isDistinct || unit], () => {
        const part = { unit, units: [], domains: [domain], choices: [[copies]] }
        merged.push(part)
        return part
      })
    }
    const addPiece = (unit: Unit, piece: Piece): void => {
      // Who declares the same has the same part.
      const declared = piece.copies.length > 1 && unit.wants.get(piece.domain.package)!
      let known = piece.parts.get(declared)
      if (!known) {
        known = mergePiece(unit, piece)
        if (piece.isDistinct) piece.parts.set(declared, known)
      }
      known.units.push(unit)
    }

    for (const unit of units) {
      const pieces = piecesOf(unit)
      if (pieces) {
        for (const piece of pieces) addPiece(unit, piece)
        continue
      }
      for (const part of enumerator.listParts([unit])) {
        const { domains, choices } = part
        if (choices.length !== 1 || unit.links.size || unit.pinned || !domains.every(domain => domain.isUsed)) {
          merged.push(part)
          continue
        }
        for (const piece of getOrMake(piecesByChoices, choices, () => splitPart(part))) addPiece(unit, piece)
      }
    }
    return merged.sort(
      (a, b) => a.unit.index - b.unit.index || (a.domains[0]!.package < b.domains[0]!.package ? -1 : 1),
    )
  }
  return { ...enumerator, isServed: unit => !!piecesOf(unit) || enumerator.isServed(unit), listParts }
}

/** What a part has of one package. */
interface Piece {
  readonly copies: readonly Slot[]
  readonly domain: Domain
  /** Whether no two of the copies are of one version. */
  readonly isDistinct: boolean
  /** The parts that it became, by what their remotes declare of the package. */
  readonly parts: Map<Want | false, MergedPart>
}

type MergedPart = Part & { readonly units: Unit[] }

function createPiece(domain: Domain, copies: readonly Slot[]): Piece {
  const versions = new Set(copies.map(({ kind }) => kind!.parsed))
  return { domain, copies, isDistinct: versions.size === copies.length, parts: new Map() }
}
