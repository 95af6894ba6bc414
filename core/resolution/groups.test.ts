import { expect, test } from 'vitest'
import { randomOf } from '../../testing/random-of.mjs'
import { createGroups } from './groups.js'
import { runLaw } from './testing/run-law.js'

test('sets are those that can be reached over joined pairs, in the order of their first things', () => {
  runLaw(200, seed => {
    const random = randomOf(seed)
    const members = Array.from({ length: 1 + random(8) }, (_, i) => i)
    const pairs = Array.from({ length: random(8) }, () => [random(members.length), random(members.length)] as const)
    const groups = createGroups<number>()
    for (const [a, b] of pairs) {
      groups.join(a, b)
      groups.find(random(members.length))
    }

    const reachable = (from: number) => {
      const reached = new Set([from])
      for (const at of reached) {
        for (const [a, b] of pairs) {
          if (a === at) reached.add(b)
          if (b === at) reached.add(a)
        }
      }
      return reached
    }
    for (const a of members) {
      for (const b of members) expect(groups.find(a) === groups.find(b)).toBe(reachable(a).has(b))
    }
    // Several things may stand for one member.
    const things = [...members, ...members].map((member, at) => ({ member, at }))
    const listed = [...groups.list(things, ({ member }) => member)]
    const firsts = members.filter(member => Math.min(...reachable(member)) === member)
    expect(listed).toEqual(firsts.map(first => things.filter(({ member }) => reachable(first).has(member))))
  })
})

test('a long chain is one set', () => {
  const groups = createGroups<number>()
  for (let i = 0; i < 100_000; i++) groups.join(i, i + 1)
  expect(groups.find(0)).toBe(groups.find(100_000))
})
