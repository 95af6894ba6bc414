import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { expect, test } from 'vitest'

const here = import.meta.dirname
const [, list = ''] = /before it:\n\/\/ (.*)\.\n/.exec(readFileSync(join(here, 'index.ts'), 'utf8')) ?? []
const layers = list.split(', ')
const folders = readdirSync(here, { withFileTypes: true }).filter(entry => entry.isDirectory())

/** Every import of the folders' files, tests aside: from which folder, what, and from where. */
const imports = layers.flatMap(folder =>
  readdirSync(join(here, folder))
    .filter(name => /(?<!\.test)\.ts$/.test(name))
    .flatMap(name => {
      const text = readFileSync(join(here, folder, name), 'utf8')
      return [...text.matchAll(/^import (?:type )?\{([^}]*)\} from '(\..*)'$/gm)].map(([, names = '', path = '']) => ({
        folder,
        names: names.split(',').map(one => one.trim().replace(/^type /, '')),
        target: relative(here, resolve(dirname(join(here, folder, name)), path)).replaceAll('\\', '/'),
      }))
    }),
)

test('index.ts names all folders', () => {
  const names = folders.map(({ name }) => name).filter(name => name !== 'testing')
  expect([...layers].sort()).toEqual(names.sort())
})

test('a folder imports only from those before it', () => {
  const upwards = imports.filter(({ folder, target }) => {
    const other = layers.indexOf(target.split('/')[0] ?? '')
    return other > layers.indexOf(folder)
  })
  expect(imports.length).toBeGreaterThan(100)
  expect(upwards).toEqual([])
})

test('what core publishes is imported from its index, and from its files only what it does not', () => {
  const published = new Set(readFileSync(join(here, '../core/index.ts'), 'utf8').match(/\w+/g))
  const past = imports
    .filter(({ target }) => target.startsWith('../core/') && target !== '../core/index.js')
    .flatMap(({ names }) => names.filter(name => published.has(name)))
  expect(past).toEqual([])
})
