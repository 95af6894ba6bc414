import type { Enumerator } from './enumerate-choices.js'
import { createGroups } from './groups.js'
import { createInterner, getOrMake } from './intern.js'
import type { Demand, Model, Slot, Unit, Want } from './model.js'
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
 * Mostly it is seen beforehand that there will be one choice, since there is one kind of each package that others may require:
 * then not even the parts are listed.
 *
 * @param enumerator where nobody may be warned or rejected
 * @returns lists its parts once
 */
export function mergeParts(enumerator: Enumerator, { pools }: Model): Enumerator {
  const { domainOf, choicesOf } = enumerator
  const internPiece = createInterner<Piece>()
  const internPart = createInterner<MergedPart>()
  const wanted = new Map<Demand, Wanted>()
  const contexts = new Map<string, Context>()
  const piecesByUnit = new Map<Unit, readonly Piece[] | null>()
  const piecesByChoices = new Map<Part['choices'], readonly Piece[]>()
  const families = createGroups<string>()
  const required = new Set<string>()
  for (const [name, { kinds }] of pools) {
    for (const { needs } of kinds) {
      for (const need of needs) {
        required.add(need.package)
        families.join(name, need.package)
      }
    }
  }

  const pieceOf = (domain: Domain, copies: readonly Slot[]): Piece =>
    internPiece([domain, ...copies], () => createPiece(domain, copies))

  /** What there is to choose of a package among those that it may require; `null` where that is not seen here. */
  const findPiece = ({ roots }: Context, domain: Domain): Piece | null => {
    const domains = [...new Set([...roots, domain])].sort((a, b) => (a.package < b.package ? -1 : 1))
    const isDecided = domains.length === 1 || roots.every(({ kinds }) => kinds.length === 1)
    const isClosed = domains.every(({ requires }) => requires.every(name => roots.some(root => root.package === name)))
    const choices = isDecided && isClosed ? choicesOf(domains) : []
    const copies = choices[0]?.find(([slot]) => slot!.kind!.package === domain.package)
    return copies ? pieceOf(domain, copies) : null
  }

  const wantedOf = (unit: Unit, { package: name }: Demand): Wanted => {
    return { domain: domainOf(unit, name), family: families.find(name), isRoot: required.has(name) }
  }

  /** What a unit has to choose, package by package; `null` where that is not seen without listing its parts. */
  const listPieces = (unit: Unit): readonly Piece[] | null => {
    if (unit.links.size || unit.pinned) return null
    const ends = new Map<string, Context>()
    const all: Wanted[] = []
    for (const { demand } of unit.wants.values()) {
      if (!demand) continue
      let one = wanted.get(demand)
      if (!one) {
        one = wantedOf(unit, demand)
        wanted.set(demand, one)
      }
      all.push(one)
      const { family, domain, isRoot } = one
      const context = ends.get(family) ?? getOrMake(contexts, family, createContext)
      ends.set(family, isRoot ? (context.next.get(domain) ?? addRoot(context, domain)) : context)
    }
    const pieces: Piece[] = []
    for (const { domain, family } of all) {
      const context = ends.get(family)!
      let piece = context.pieces.get(domain)
      if (piece === undefined) {
        piece = findPiece(context, domain)
        context.pieces.set(domain, piece)
      }
      if (!piece) return null
      pieces.push(piece)
    }
    return pieces
  }
  const piecesOf = (unit: Unit): readonly Piece[] | null => {
    let pieces = piecesByUnit.get(unit)
    if (pieces === undefined) {
      pieces = listPieces(unit)
      piecesByUnit.set(unit, pieces)
    }
    return pieces
  }

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

/** What a remote declares of one package. */
interface Wanted {
  readonly domain: Domain
  readonly family: string
  /** Whether any other package requires it. */
  readonly isRoot: boolean
}

/** What a remote has of the packages of a family that others require. */
interface Context {
  readonly roots: readonly Domain[]
  readonly next: Map<Domain, Context>
  readonly pieces: Map<Domain, Piece | null>
}

const createContext = (): Context => ({ roots: [], next: new Map(), pieces: new Map() })

function addRoot(before: Context, domain: Domain): Context {
  const context = { ...createContext(), roots: [...before.roots, domain] }
  before.next.set(domain, context)
  return context
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
