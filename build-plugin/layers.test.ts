import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = dirname(fileURLToPath(import.meta.url))
const entries = ['index.ts', 'federation.ts', 'rolldown.ts', 'vite.ts']

const order = /^ \* (packages →.*)$/m.exec(readFileSync(join(root, 'index.ts'), 'utf8'))![1]!
const layers = order.split(' → ').map(layer => layer.split(', '))
const layerOf = (folder: string) => layers.findIndex(layer => layer.includes(folder))

/** The first folder of a path, `''` for what lies in none. */
const folderOf = (file: string) => relative(root, file).split(sep).slice(0, -1)[0] ?? ''

const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
  file =>
    file.endsWith('.ts') && !/\.test\.ts$|(?:^|[\\/])(?:testing|fixtures|matrix|node_modules|dist)[\\/]/.test(file),
)

function foldersImportedBy(file: string): string[] {
  const imported = readFileSync(join(root, file), 'utf8').matchAll(/ from '(\.[^']+)'/g)
  return [...imported].map(([, path]) => folderOf(join(root, dirname(file), path!)))
}

test('each folder imports from those alone that index.ts has before it', () => {
  const wrong = files
    .filter(file => !entries.includes(file))
    .flatMap(file => {
      const own = folderOf(join(root, file))
      const others = foldersImportedBy(file).filter(folder => folder !== own && folder !== '' && folder !== '..')
      return others.filter(folder => !(layerOf(folder) < layerOf(own))).map(folder => `${file} imports ${folder}`)
    })
  expect(wrong).toEqual([])
})

test('index.ts names every folder', () => {
  const folders = new Set(files.map(file => folderOf(join(root, file))))
  folders.delete('')
  expect([...folders].sort()).toEqual(layers.flat().sort())
})
