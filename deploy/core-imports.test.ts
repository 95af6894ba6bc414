import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { listImports } from '../testing/list-imports.js'

const here = import.meta.dirname

test('what core publishes is imported from its index, and from its files only what it does not', () => {
  const published = new Set(readFileSync(join(here, '../core/index.ts'), 'utf8').match(/\w+/g))
  // Words of the syntax are in the index too.
  const isName = (word: string) => word !== 'type' && published.has(word)
  const past = listImports(here)
    .filter(({ target }) => target.startsWith('../core/') && target !== '../core/index.js')
    .flatMap(({ names }) => names.filter(isName))
  expect(past).toEqual([])
})
