import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findCircles } from './find-circles.js'

const graphs = fc.dictionary(fc.constantFrom(...'abcdef'), fc.uniqueArray(fc.constantFrom(...'abcdefx')))

test('all modules that reach themselves are found, and none that is no way from one such to another', () => {
  fc.assert(
    fc.property(graphs, graph => {
      const imports = new Map(Object.entries(graph))
      const reached = (from: string, seen = new Set<string>()): Set<string> => {
        for (const next of imports.get(from) ?? []) if (!seen.has(next)) reached(next, seen.add(next))
        return seen
      }
      const inCircle = [...imports.keys()].filter(path => reached(path).has(path))
      const isBetween = (path: string) =>
        inCircle.some(from => reached(from).has(path)) && inCircle.some(to => reached(path).has(to))
      const chunks = new Map(
        [...imports].map(([path, names]) => [path, { imports: names.map(name => `./${name}`), dynamic: [], uses: {} }]),
      )
      expect(findCircles(chunks)).toEqual(new Set([...imports.keys()].filter(isBetween)))
    }),
    { seed: 5 },
  )
})
