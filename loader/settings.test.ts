import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { defaultSettings } from './settings.js'

test('docs/loader.md has every setting, with its default', () => {
  const text = readFileSync(new URL('../docs/loader.md', import.meta.url), 'utf8')
  const rows = [...text.matchAll(/^\| *`data-([\w-]+)` *\| *`(\w+)` *\| *(\d+) *\|/gm)]
  const documented = Object.fromEntries(rows.map(([, , name, value]) => [name, Number(value)]))
  expect(documented).toEqual(defaultSettings)
  for (const [, attribute, name] of rows) {
    expect(attribute?.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())).toBe(name)
  }
})
