import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { folderOf, listImports, listSources } from '../testing/list-imports.js'

const root = import.meta.dirname
const entries = ['index.ts', 'federation.ts', 'rolldown.ts', 'vite.ts']

const order = /^ \* (packages →.*)$/m.exec(readFileSync(join(root, 'index.ts'), 'utf8'))![1]!
const layers = order.split(' → ').map(layer => layer.split(', '))
const layerOf = (folder: string) => layers.findIndex(layer => layer.includes(folder))

test('each folder imports from those alone that index.ts has before it', () => {
  const imports = listImports(root).filter(({ file }) => !entries.includes(file))
  const across = imports
    .map(({ target, ...rest }) => ({ ...rest, target, other: folderOf(target) }))
    .filter(({ folder, other }) => other !== folder && other !== '' && other !== '..')
  expect(across.length).toBeGreaterThan(100)
  const wrong = across.filter(({ folder, other }) => !(layerOf(other) < layerOf(folder)))
  expect(wrong.map(({ file, other }) => `${file} imports ${other}`)).toEqual([])
})

test('index.ts names every folder', () => {
  const folders = new Set(listSources(root).map(folderOf))
  folders.delete('')
  expect([...folders].sort()).toEqual(layers.flat().sort())
})
