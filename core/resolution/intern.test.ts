import { expect, test } from 'vitest'
import { randomOf } from '../../testing/random-of.mjs'
import { createInterner } from './intern.js'
import { runLaw } from './testing/run-law.js'

test('one object a path, made once: as a map on serialised paths', () => {
  runLaw(50, seed => {
    const random = randomOf(seed)
    const intern = createInterner<object>()
    const naive = new Map<string, object>()
    let made = 0
    for (let i = 0; i < 60; i++) {
      // Paths that are the start of others, and the empty one, too; 1 and '1' are different keys.
      const path = Array.from({ length: random(4) }, () => [1, '1', 2, false][random(4)])
      const value = intern(path, () => ({ made: made++ }))
      const key = JSON.stringify(path)
      expect(naive.get(key) ?? value).toBe(value)
      naive.set(key, value)
    }
    expect(new Set(naive.values()).size).toBe(naive.size)
    expect(made).toBe(naive.size)
  })
})
