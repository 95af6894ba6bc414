import { expect, test } from 'vitest'
import { createEnumerator } from './enumerate-choices.js'
import { type CopySlot, type Kind, type Model, type Slot, type Unit, urlOf } from './model.js'
import { readModel } from './read-model.js'
import { environmentsOf } from './testing/brute-force.js'
import { randomPortfolio } from './testing/portfolio.js'
import { productOf } from './testing/random-group.js'
import { runLaw } from './testing/run-law.js'
import { admission, type Reading, readText } from './testing/text-of-remotes.js'
import { weigh } from './weigh.js'

const shape = { remotes: 4, packages: 5, odd: 20 }
const keyOf = ({ package: name, index }: Kind) => `${name} ${index}`

/** All that a unit's choices allow, without what nothing requires in the end; the slots beside it. */
function waysOf(model: Model, unit: Unit, isLenient: boolean) {
  const { listParts, isComplete } = createEnumerator(model, weigh(model, isLenient), isLenient)
  const ways = productOf(listParts([unit]).map(({ choices }) => choices.flatMap(choice => productOf(choice))))
  expect(isComplete()).toBe(true)
  return ways.map(picks => picks.flat())
}

function neededOf(unit: Unit, slots: readonly Slot[]): readonly CopySlot[] {
  const copies = slots.filter((slot): slot is CopySlot => slot.kind !== undefined)
  const needed = new Set(copies.filter(({ kind }) => unit.wants.get(kind.package)?.demand))
  for (const { kind } of needed) {
    for (const need of kind.needs) needed.add(copies.find(({ kind }) => kind.package === need.package)!)
  }
  return [...needed]
}

/** The same by the rules, from the text: who sees what, and whether that is a warning. */
function expectedOf(reading: Reading, model: Model, remote: number, isLenient: boolean): readonly string[] {
  const kinds = new Map<string, Kind>()
  for (const [name, pool] of model.pools) {
    for (const kind of pool.kinds) for (const copy of kind.copies) kinds.set(urlOf(copy, name, 'system'), kind)
  }
  const ways = environmentsOf(reading, remote).flatMap(seen => {
    const isWarned = [...seen.values()].some(copy => admission(reading, remote, copy) === 'warned')
    const names = [...seen.values()].map(({ url }) => keyOf(kinds.get(url)!)).sort()
    return isWarned && !isLenient ? [] : [[isWarned ? 'warned' : '', ...names].join()]
  })
  return [...new Set([...ways, ...(isLenient ? ['rejected'] : [])])].sort()
}

test('the choices of a remote are its coherent sets of copies, all of them', () => {
  runLaw(150, seed => {
    const portfolio = randomPortfolio(seed, shape)
    const reading = readText(portfolio)
    const model = readModel(portfolio.remotes, { host: portfolio.host })
    for (const unit of model.units) {
      const found = waysOf(model, unit, false).map(slots => {
        const keys = neededOf(unit, slots).map(({ kind }) => keyOf(kind))
        return ['', ...keys.sort()].join()
      })
      expect([...new Set(found)].sort()).toEqual(expectedOf(reading, model, unit.index, false))
    }
  })
})

test('with warnings and rejections: those out of range where a link binds, each with the price of a warning', () => {
  runLaw(60, seed => {
    const portfolio = randomPortfolio(seed, { ...shape, remotes: 3, packages: 4, odd: 35 })
    const reading = readText(portfolio)
    const model = readModel(portfolio.remotes, { host: portfolio.host })
    const weights = weigh(model, true)
    for (const unit of model.units) {
      if (!environmentsOf(reading, unit.index).length || ![...unit.wants.values()].some(want => want.demand)) continue
      const rejection = unit.isHost ? weights.host : weights.rejected
      const found = waysOf(model, unit, true).map(slots => {
        const odd = slots.flatMap(({ kind, price }) => (kind ? [] : price))
        if (odd.includes(rejection)) return 'rejected'
        for (const price of odd) expect(price).toBe(weights.warned)
        const keys = neededOf(unit, slots).map(({ kind }) => keyOf(kind))
        return [odd.length ? 'warned' : '', ...keys.sort()].join()
      })
      const expected = expectedOf(reading, model, unit.index, true)
      // Where another choice is out of range, who pays for that may choose what is in range too, and never does.
      const paidInVain = (way: string) => way.startsWith('warned') && expected.includes(way.replace('warned', ''))
      expect([...new Set(found)].filter(way => !paidInVain(way)).sort()).toEqual(expected)
    }
  })
})

test('a slot is a kind with the kinds of all that it requires: one for all who agree on those, and for nobody else', () => {
  runLaw(100, seed => {
    const { remotes, host } = randomPortfolio(seed, shape)
    const model = readModel(remotes, { host })
    const { listParts } = createEnumerator(model, weigh(model, false), false)
    const environments = new Map<Slot, string>()
    const slots = new Map<string, Slot>()
    for (const unit of model.units) {
      for (const { choices } of listParts([unit])) {
        for (const picks of choices.flatMap(choice => productOf(choice))) {
          for (const slot of picks) {
            const seen = new Set([slot as CopySlot])
            for (const { kind } of seen) {
              for (const need of kind.needs)
                seen.add(picks.find(({ kind }) => kind!.package === need.package) as CopySlot)
            }
            const key = [slot, ...seen].map(({ kind }) => keyOf(kind!))
            const environment = [key[0], ...key.slice(2).sort()].join()
            expect(environments.get(slot) ?? environment).toBe(environment)
            expect(slots.get(environment) ?? slot).toBe(slot)
            environments.set(slot, environment)
            slots.set(environment, slot)
          }
        }
      }
    }
  })
})
