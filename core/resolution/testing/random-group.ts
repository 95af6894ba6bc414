import { randomOf } from '../../../testing/random-of.mjs'
import { compareParsed } from '../../ranges/compare-versions.js'
import { parseVersion } from '../../ranges/parse-version.js'
import { getOrMake, makeSet } from '../intern.js'
import type { Assignment, CopySlot, Kind, PackageLink, Slot, Unit } from '../model.js'
import { numberSlots } from '../number-slots.js'
import { type Choice, keepSlot, type OpenPart, type Part } from '../problem.js'

/** A group that no manifest was read for, small enough to try everything. */
export interface RandomGroup {
  readonly parts: readonly Part[]
  readonly slots: readonly Slot[]
  readonly units: readonly Unit[]
  /** Whether there are no links, and no two slots of one version: then criterion 6 is exact too. */
  readonly isPlain: boolean
  /** What of a cost is about criteria 1 and 2: one byte weighs more than all ages. */
  readonly mainPart: (weighed: number) => number
  readonly random: (n: number) => number
}

/** What each part has: the slots that it takes, one for each package of one of its choices. */
export type Picks = readonly (readonly Slot[])[]

const cost = 100

/** Deterministic in its seed. Prices, copies, links, what is warned or rejected: all that the search looks at, in any mixture. */
export function randomGroup(seed: number): RandomGroup {
  const random = randomOf(seed)
  const pick = <T>(list: readonly T[]): T => list[random(list.length)]!
  const chance = (percent: number) => random(100) < percent
  const isLenient = chance(30)
  const isPlain = chance(30)
  const isLinked = !isPlain && chance(50)
  const isEven = chance(40)
  const weights = { warned: 1e5, rejected: 1e6, host: 1e7 }

  const links = new Map<string, PackageLink>()
  const carriers = new Map<string, Set<Unit>>()
  const units = Array.from({ length: 1 + random(4) }, (_, index) => ({
    index,
    names: [`r${index}`],
    remote: { name: `r${index}`, base: `https://cdn.test/${index}/`, manifest: {} as never },
    isLoadable: true,
    isHost: index === 0 && chance(50),
    wants: new Map(),
    links: new Map<string, PackageLink[]>(),
    pinned: undefined,
  }))
  const packages = ['a', 'b', 'c'].slice(0, 1 + random(3)).map(name => {
    const some = ['2.0.0', '1.1.0', '1.1.0', '1.0.0'].slice(random(2), 2 + random(3))
    const versions = isPlain ? [...new Set(some)] : some
    const slots = versions.flatMap((version, index) => {
      const bytes = isEven ? 1 : 1 + random(9)
      const providers = units.filter(() => chance(60))
      const kind: Kind = {
        index,
        package: name,
        shareScope: 'default',
        version,
        parsed: parseVersion(version),
        needs: [],
        carriers: getOrMake(carriers, `${name}@${version}`, makeSet<Unit>),
        copies: (providers.length ? providers : [pick(units)]).map(unit => ({
          unit,
          copy: { version, build: `b${index}`, size: bytes, provides: {}, requires: {} },
        })),
        isPinned: false,
        isPreferred: false,
        isShaken: false,
        price: bytes,
        age: index,
      }
      const price = chance(5) ? 0 : bytes * cost + (isEven ? 0 : index)
      return Array.from(
        { length: isPlain ? 1 : 1 + random(3) },
        (): Slot => ({ index: -1, kind, closure: [kind], price, limits: [] }),
      )
    })
    if (isLinked && chance(70)) {
      links.set(name, { most: 1, why: 'singleton', units: new Set(units.filter(() => chance(70))) })
    }
    return { name, slots }
  })
  for (const unit of units) {
    for (const { name, slots } of packages) {
      for (const { kind } of slots.filter(() => chance(30))) carriers.get(`${name}@${kind!.version}`)!.add(unit)
      unit.wants.set(name, { shared: {} as never, shareScope: 'default', demand: undefined, kinds: [] })
      const link = links.get(name)
      if (link?.units.has(unit)) unit.links.set(name, [link])
    }
  }

  const parts: Part[] = []
  for (const unit of units) {
    // Others may choose the same.
    const alike = isLinked || isLenient ? [unit] : [unit, ...Array.from({ length: random(3) }, () => ({ ...unit }))]
    const warning: Slot = { index: -1, kind: undefined, closure: [], price: weights.warned, limits: [] }
    const rejection: Slot = {
      index: -1,
      kind: undefined,
      closure: [],
      price: unit.isHost ? weights.host : weights.rejected,
      limits: [],
    }
    // One part of all packages, or one of the first and one of the rest.
    const split = chance(30) ? 1 : packages.length
    for (const own of [packages.slice(0, split), packages.slice(split)]) {
      const previous = parts.at(-1)
      if (!own.length) continue
      if (previous && !isLenient && split === packages.length && chance(20)) {
        parts.push({ unit, units: alike, domains: [], choices: previous.choices })
        continue
      }
      const choices = Array.from({ length: 1 + random(3) }, () => {
        const some = own.filter(() => chance(80))
        return (some.length ? some : own).map(({ slots }): readonly Slot[] => {
          const few = slots.filter(() => chance(35))
          return few.length ? few : [pick(slots)]
        })
      })
      const odd: Choice[] = isLenient ? [[...pick(choices), [warning]], [[rejection]]] : []
      parts.push({ unit, units: alike, domains: [], choices: [...choices, ...odd] })
    }
  }
  const mainPart = (weighed: number) => Math.ceil((weighed - cost + 1) / cost) * cost
  return { parts, slots: numberSlots(parts), units, isPlain, mainPart, random }
}

/** A part of what a group may choose, as a search may come to it. */
export function narrow({ parts, random }: RandomGroup): readonly OpenPart[] {
  return parts.map(({ choices, ...rest }, index) => {
    const left = choices.filter(() => random(100) < 75)
    const some = left.length ? left : choices.slice(0, 1)
    const slots = some.flat(2)
    const part = { ...rest, index, choices: some }
    return random(100) < 30 ? keepSlot(part, slots[random(slots.length)]!) : part
  })
}

/** All that may be picked, whether limits and links allow it or not. Undefined where that is more than `limit`. */
export function allPicks(
  parts: readonly { readonly choices: readonly Choice[] }[],
  limit = 20_000,
): readonly Picks[] | undefined {
  const ways = parts.map(({ choices }) => choices.flatMap(choice => productOf(choice)))
  return ways.reduce((product, { length }) => product * length, 1) > limit ? undefined : productOf(ways)
}

/** Whether these slots are what one of the choices allows. */
export function isChosen(choices: readonly Choice[], slots: readonly Slot[]): boolean {
  return choices.some(
    choice => choice.length === slots.length && choice.every((copies, k) => copies.includes(slots[k]!)),
  )
}

/** Whether picks keep to the limit of copies and the links. */
export function isFeasible(parts: readonly { readonly unit: Unit }[], picks: Picks): boolean {
  const slotsOf = new Map<Kind, Set<Slot>>()
  const linked = new Map<PackageLink, Slot>()
  for (const [i, slots] of picks.entries()) {
    for (const slot of slots) {
      if (!slot.kind) continue
      const used = slotsOf.get(slot.kind) ?? new Set()
      slotsOf.set(slot.kind, used.add(slot))
      if (used.size > slot.kind.copies.length) return false
      for (const link of parts[i]!.unit.links.get(slot.kind.package) ?? []) {
        if ((linked.get(link) ?? slot) !== slot) return false
        linked.set(link, slot)
      }
    }
  }
  return true
}

/** The prices of all slots in use, each once. */
export function costOf(picks: Picks): number {
  return [...new Set(picks.flat())].reduce((sum, { price }) => sum + price, 0)
}

/** Criterion 5: placements on a version that the units carry. Who is rejected has none. */
export function carriedOf(parts: readonly Pick<Part, 'unit' | 'units'>[], picks: Picks): number {
  const isRejected = (unit: Unit) => picks.some((slots, i) => parts[i]!.unit === unit && !slots[0]!.kind)
  return picks.flatMap((slots, i) => {
    const { unit, units } = parts[i]!
    return isRejected(unit) ? [] : slots.flatMap(({ kind }) => (kind?.carriers.has(unit) ? units : []))
  }).length
}

/** One of each list, in every way. */
export function productOf<T>(lists: readonly (readonly T[])[]): T[][] {
  return lists.reduce<T[][]>((rows, list) => rows.flatMap(row => list.map(item => [...row, item])), [[]])
}

/** Part by part the newer versions, and who has one more comes first: what criterion 6 is like. */
export function compareNewest(a: Picks, b: Picks): number {
  for (const [i, slots] of a.entries()) {
    const [left, right] = [walkOf(slots), walkOf(b[i]!)]
    for (let k = 0; k < Math.max(left.length, right.length); k++) {
      const [x, y] = [left[k], right[k]]
      if (!x || !y || x.package !== y.package) return !y || (x && x.package < y.package) ? -1 : 1
      const byVersion = compareParsed(y.parsed, x.parsed)
      if (byVersion) return byVersion
    }
  }
  return 0
}

function walkOf(slots: readonly Slot[]): readonly Kind[] {
  return slots.flatMap(({ kind }) => kind ?? []).sort((a, b) => (a.package < b.package ? -1 : 1))
}

/** Any picks that are feasible, as what each unit sees. Undefined where they are hard to find. */
export function randomAssignment({ parts, units, random }: RandomGroup): Assignment | undefined {
  for (let attempt = 0; attempt < 20; attempt++) {
    const picks = parts.map(({ choices }) =>
      choices[random(choices.length)]!.map(copies => copies[random(copies.length)]!),
    )
    if (!isFeasible(parts, picks)) continue
    const seen = units.map(unit => [unit, picks.filter((_, i) => parts[i]!.unit === unit).flat()] as const)
    const accepted = seen.filter(([, slots]) => !slots.some(({ kind, price }) => !kind && price > 1e5))
    return new Map(
      accepted.map(([unit, slots]) => {
        const copies = slots.filter((slot): slot is CopySlot => slot.kind !== undefined)
        return [unit, copies.sort((a, b) => (a.kind.package < b.kind.package ? -1 : 1))]
      }),
    )
  }
  return undefined
}
