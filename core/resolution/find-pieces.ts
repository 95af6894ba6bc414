import { type Enumerator, groupFamilies } from './enumerate-choices.js'
import { getOrMake } from './intern.js'
import { listRequired } from './list-required.js'
import type { Demand, Model, Slot, Unit } from './model.js'
import type { Domain } from './problem.js'

/** What a remote declares of one package. */
interface Wanted {
  readonly domain: Domain
  readonly family: string
  /** Whether any other package requires it. */
  readonly isRoot: boolean
}

/** What a remote has of the packages of a family that others require, its roots. One for all that have the same. */
interface Context<Piece> {
  readonly roots: readonly Domain[]
  /** With one root more. */
  readonly next: Map<Domain, Context<Piece>>
  readonly pieces: Map<Domain, Piece | null>
}

/**
 * Sees what remotes have to choose, package by package, without listing their parts. Mostly there is one way to serve a remote,
 * since one kind is left of each package that others require; then each of its packages is decided by itself.
 *
 * @param pieceOf what is made of the copies that there are to choose from of a package
 * @returns finds the pieces of a remote; `null` where it is not seen beforehand that there is one way
 */
export function createPieceFinder<Piece>(
  { domainOf, choicesOf }: Enumerator,
  model: Model,
  pieceOf: (domain: Domain, copies: readonly Slot[]) => Piece,
): (unit: Unit) => readonly Piece[] | null {
  const families = groupFamilies(model.pools)
  const required = listRequired(model)
  const wanted = new Map<Demand, Wanted>()
  const contexts = new Map<string, Context<Piece>>()
  const found = new Map<Unit, readonly Piece[] | null>()

  const wantedOf = (unit: Unit, { package: name }: Demand): Wanted => {
    return { domain: domainOf(unit, name), family: families.find(name), isRoot: required.has(name) }
  }

  const findPiece = ({ roots }: Context<Piece>, domain: Domain): Piece | null => {
    const domains = [...new Set([...roots, domain])].sort((a, b) => (a.package < b.package ? -1 : 1))
    const isDecided = domains.length === 1 || roots.every(({ kinds }) => kinds.length === 1)
    const isClosed = domains.every(({ requires }) => requires.every(name => roots.some(root => root.package === name)))
    const choices = isDecided && isClosed ? choicesOf(domains) : []
    const copies = choices[0]?.find(([slot]) => slot!.kind!.package === domain.package)
    return copies ? pieceOf(domain, copies) : null
  }

  const findPieces = (unit: Unit): readonly Piece[] | null => {
    if (unit.links.size || unit.pinned) return null
    const ends = new Map<string, Context<Piece>>()
    const all: Wanted[] = []
    for (const { demand } of unit.wants.values()) {
      if (!demand) continue
      const one = getOrMake(wanted, demand, demand => wantedOf(unit, demand))
      all.push(one)
      const { family, domain, isRoot } = one
      const context = ends.get(family) ?? getOrMake(contexts, family, createContext<Piece>)
      ends.set(family, isRoot ? getOrMake(context.next, domain, domain => withRoot(context, domain)) : context)
    }
    const pieces: Piece[] = []
    for (const { domain, family } of all) {
      const context = ends.get(family)!
      const piece = getOrMake(context.pieces, domain, () => findPiece(context, domain))
      if (!piece) return null
      pieces.push(piece)
    }
    return pieces
  }
  return unit => getOrMake(found, unit, findPieces)
}

const createContext = <Piece>(): Context<Piece> => ({ roots: [], next: new Map(), pieces: new Map() })

const withRoot = <Piece>({ roots }: Context<Piece>, domain: Domain): Context<Piece> => {
  return { ...createContext<Piece>(), roots: [...roots, domain] }
}
