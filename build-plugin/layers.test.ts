import { expect, test } from 'vitest'
import { readLayers } from '../testing/layers.js'

const layers = readLayers(import.meta.dirname)

test('index.ts names all folders', () => {
  expect(layers.named).toEqual(layers.folders)
})

test('a folder imports only from those before it', () => {
  expect(layers.count).toBeGreaterThan(100)
  expect(layers.upward).toEqual([])
})
