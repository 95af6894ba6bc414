import { expect, test } from 'vitest'
import { randomOf } from '../../testing/random-of.mjs'
import type { Model } from './model.js'
import { readModel } from './read-model.js'
import { recallDeclarations } from './recall-declarations.js'
import type { Remote } from './resolution.js'
import { expectSame } from './testing/expect-same.js'
import { randomPortfolio } from './testing/portfolio.js'
import { runLaw } from './testing/run-law.js'

/** Some of these remotes once more, some with one thing that they declare changed. */
function withAlike(remotes: readonly Remote[], seed: number): readonly Remote[] {
  const random = randomOf(seed)
  const again = remotes.map(remote => {
    const copy: Remote = structuredClone({ ...remote, name: `${remote.name}-2`, base: `${remote.base}2/` })
    const declared = Object.values(copy.manifest.shared)
    if (random(3)) Object.assign(declared[random(declared.length)] ?? {}, changes[random(changes.length)])
    const copies = declared.flatMap(({ copies }) => copies)
    if (!random(3)) Object.assign(copies[random(copies.length)] ?? {}, copyChanges[random(copyChanges.length)])
    return copy
  })
  return [...remotes, ...again]
}

function kindsOf(pools: Model['pools']) {
  const kinds = [...pools.values()].flatMap(({ kinds }) => kinds)
  return kinds.map(({ package: name, version, price, age, copies }) => {
    return { name, version, price, age, copies: copies.map(({ unit, copy }) => ({ provider: unit.names, copy })) }
  })
}

const changes = [
  { requiredVersion: '>=1.0.0' },
  { uses: { './client': '*' } },
  { uses: { '.': ['a'] } },
  { singleton: true },
  { strictVersion: true },
  { shareScope: 'legacy' },
  { copies: [] },
]
const copyChanges = [
  { build: 'b9' },
  { size: 7 },
  { provides: { '.': { file: 'shared/other.js' } } },
  { provides: { '.': { file: 'shared/other.js', exports: ['a'] } } },
  { requires: {} },
]

test('who declares the same is read once: the same comes out', () => {
  let recalled = 0
  runLaw(60, seed => {
    const { remotes, host } = randomPortfolio(seed, { remotes: 3, packages: 4, odd: 15 })
    const portfolio = { remotes: withAlike(remotes, seed), host }
    expectSame({ recall: recallDeclarations }, portfolio, seed, (remotes, options) => {
      const { units, pools } = readModel(remotes, options, { recall: recallDeclarations })
      // Not only what comes out: the kinds are the same, and have the same copies in the same order.
      expect(kindsOf(pools)).toEqual(kindsOf(readModel(remotes, options).pools))
      const wants = units.flatMap(unit => [...unit.wants.values()])
      recalled += wants.length - new Set(wants).size
    })
  })
  expect(recalled).toBeGreaterThan(200)
})
