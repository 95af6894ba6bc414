import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { folderOf, listImports, listSources } from './list-imports.js'

/** How the folders of a room depend on each other, and what its index.ts says of that. */
export interface Layers {
  /** The folders that there are. */
  readonly folders: readonly string[]
  /** Those that index.ts names, in its order. */
  readonly named: readonly string[]
  /** How many imports there are from one folder to another. */
  readonly count: number
  /** Those that go against the order: `copies/built-copy.ts imports dev`. */
  readonly upward: readonly string[]
}

/**
 * Reads the line of index.ts that puts the folders in order, `a → b, c → d`: each imports from those alone that stand before
 * an arrow before it.
 */
export function readLayers(root: string): Layers {
  const order = /^ \* (.+ → .+)$/m.exec(readFileSync(join(root, 'index.ts'), 'utf8'))?.[1] ?? ''
  const layers = order.split(' → ').map(layer => layer.split(', '))
  const layerOf = (folder: string) => layers.findIndex(layer => layer.includes(folder))
  const folders = new Set(listSources(root).map(folderOf))
  folders.delete('')
  const across = listImports(root)
    .map(({ file, folder, target }) => ({ file, folder, other: folderOf(target) }))
    .filter(({ folder, other }) => folder !== '' && folders.has(other) && other !== folder)
  return {
    folders: [...folders].sort(),
    named: layers.flat().sort(),
    count: across.length,
    upward: across
      .filter(({ folder, other }) => layerOf(other) >= layerOf(folder))
      .map(({ file, other }) => `${file} imports ${other}`),
  }
}
