import { expect, test } from 'vitest'
import { findCauses } from './find-causes.js'
import { recallDeclarations } from './recall-declarations.js'
import { resolveWithin, usualBudget } from './resolve-within.js'
import { sharePlacements } from './share-placements.js'
import { randomPortfolio } from './testing/portfolio.js'
import { runLaw } from './testing/run-law.js'
import { toResolution } from './to-resolution.js'

test('who shares a placement with others has the causes that are found for each', () => {
  let shared = 0
  runLaw(60, seed => {
    const { remotes, host } = randomPortfolio(seed, { remotes: 4, packages: 5, odd: 15 })
    const alike = remotes.map(remote => ({ ...remote, name: `${remote.name}-2`, base: `${remote.base}2/` }))
    const all = [...remotes, ...alike]
    const before = resolveWithin(usualBudget, remotes, { host })
    for (const options of [{ host }, { host, pinned: before }]) {
      const resolved = resolveWithin(usualBudget, all, options, { recall: recallDeclarations })
      const { model, chosen, providers, format } = resolved
      const causesOf = findCauses(model, chosen.assignment, providers, format)
      const { environments } = toResolution(resolved, sharePlacements)
      for (const unit of model.units) {
        for (const slot of chosen.assignment.get(unit) ?? []) {
          const { causes } = environments.get(unit.names[0]!)!.get(slot.kind.package)!
          expect(causes).toEqual(causesOf(unit, slot))
        }
      }
      const placements = [...environments.values()].flatMap(seen => [...seen.values()])
      shared += placements.length - new Set(placements).size
    }
  })
  expect(shared).toBeGreaterThan(50)
})
