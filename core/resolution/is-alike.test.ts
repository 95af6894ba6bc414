import fc from 'fast-check'
import { expect, test } from 'vitest'
import { randomOf } from '../../testing/random-of.mjs'
import { isAlike } from './is-alike.js'
import { runLaw } from './testing/run-law.js'

const leaves = [1, 2, 'a', 'b', true, false, null]

/** Values of few keys, so that equal ones come up: objects in random order of keys, and lists of leaves. */
function randomValue(random: (n: number) => number, depth = 3): unknown {
  if (!depth || random(4) === 0) return leaves[random(leaves.length)]
  if (random(5) === 0) return [leaves[random(2)], leaves[random(2)]]
  const keys = ['x', 'y', 'file'].filter(() => random(2))
  if (random(2)) keys.reverse()
  return Object.fromEntries(keys.map(key => [key, randomValue(random, depth - 1)]))
}

function sorted(value: unknown, skipped?: string): unknown {
  if (typeof value !== 'object' || !value || Array.isArray(value)) return value
  const entries = Object.entries(value).filter(([key]) => key !== skipped)
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, item]) => [key, sorted(item, skipped)]),
  )
}

test.each([undefined, 'file'])('as serialised with sorted keys, without %s', skipped => {
  let alike = 0
  runLaw(2000, seed => {
    const random = randomOf(seed)
    const [a, b] = [randomValue(random), randomValue(random)]
    const expected = JSON.stringify(sorted(a, skipped)) === JSON.stringify(sorted(b, skipped))
    expect(isAlike(a, b, skipped)).toBe(expected)
    expect(isAlike(a, structuredClone(a), skipped)).toBe(true)
    if (expected) alike++
  })
  expect(alike).toBeGreaterThan(20)
})

test('names of what every object has are keys like others', () => {
  fc.assert(
    fc.property(fc.constantFrom('toString', 'constructor', 'hasOwnProperty'), key => {
      expect(isAlike({ [key]: 1 }, { other: 1 })).toBe(false)
      expect(isAlike({}, { [key]: 1 })).toBe(false)
    }),
  )
})

test('what lies deeper than any manifest goes is not alike, and no stack overflows over it', () => {
  const deep = () => JSON.parse('['.repeat(9000) + ']'.repeat(9000))
  expect(isAlike({ './a': { file: 'x', note: deep() } }, { './a': { file: 'x', note: deep() } })).toBe(false)
})
