import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { folderOf, listImports } from '../testing/list-imports.js'

const here = import.meta.dirname
const [, list = ''] = /before it:\n\/\/ (.*)\.\n/.exec(readFileSync(join(here, 'index.ts'), 'utf8')) ?? []
const layers = list.split(', ')
const folders = readdirSync(here, { withFileTypes: true }).filter(entry => entry.isDirectory())
const imports = listImports(here).filter(({ folder }) => layers.includes(folder))

test('index.ts names all folders', () => {
  const names = folders.map(({ name }) => name).filter(name => name !== 'testing')
  expect([...layers].sort()).toEqual(names.sort())
})

test('a folder imports only from those before it', () => {
  const upwards = imports.filter(({ folder, target }) => layers.indexOf(folderOf(target)) > layers.indexOf(folder))
  expect(imports.length).toBeGreaterThan(100)
  expect(upwards).toEqual([])
})

test('what core publishes is imported from its index, and from its files only what it does not', () => {
  const published = new Set(readFileSync(join(here, '../core/index.ts'), 'utf8').match(/\w+/g))
  // Words of the syntax are in the index too.
  const isName = (word: string) => word !== 'type' && published.has(word)
  const past = imports
    .filter(({ target }) => target.startsWith('../core/') && target !== '../core/index.js')
    .flatMap(({ names }) => names.filter(isName))
  expect(past).toEqual([])
})
