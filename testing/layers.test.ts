import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readLayers } from './layers.js'

describe.each([
  ['core', 50],
  ['loader', 30],
  ['build-plugin', 100],
  ['deploy', 100],
])('%s', (room, fewest) => {
  const layers = readLayers(join(import.meta.dirname, '..', room))

  test('index.ts names all folders', () => {
    expect(layers.named).toEqual(layers.folders)
  })

  test('a folder imports only from those before it', () => {
    expect(layers.count).toBeGreaterThan(fewest)
    expect(layers.upward).toEqual([])
  })
})
