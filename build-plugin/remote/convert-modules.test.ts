import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openDiskCache } from '../disk-cache.js'
import { parseOptions } from '../options/parse-options.js'
import { type ConversionOptions, convertModules } from './convert-modules.js'

const root = mkdtempSync(join(tmpdir(), 'fedmap-convert-'))
const settings = parseOptions({ name: '@mall/cart', root, exposes: {} })
const modules = [
  { path: 'a-1.js', code: `import { b } from './b-1.js'\nexport const a = () => b`, map: undefined },
  { path: 'b-1.js', code: `import { useState } from 'react'\nexport const b = useState`, map: undefined },
]

/** With the paths of all modules that had to be converted. */
async function convert(built: typeof modules, options: Partial<ConversionOptions> = {}) {
  const converted: string[] = []
  const lower: ConversionOptions['lower'] = async module => {
    converted.push(built.find(({ code }) => module.code.startsWith(code))!.path)
    return module
  }
  const cache = openDiskCache(root)
  const result = await convertModules(built, { settings, mode: 'production', lower, cache, ...options })
  return { result, converted: converted.sort() }
}

test('converts again only what changed, and remembers the last build', async () => {
  const first = await convert(modules)
  expect(first.converted).toEqual(['a-1.js', 'b-1.js'])
  expect(first.result.map(({ imports }) => imports.uses)).toEqual([{ './b-1.js': ['b'] }, { react: ['useState'] }])
  expect(first.result[1]!.system.code).toContain('System.register')

  const second = await convert(modules)
  expect(second.converted).toEqual([])
  expect(second.result).toEqual(first.result)

  const edited = [modules[0]!, { ...modules[1]!, code: `export const b = 2` }]
  const third = await convert(edited)
  expect(third.converted).toEqual(['b-1.js'])
  expect(third.result[0]).toEqual(first.result[0])
  expect(third.result[1]!.imports.uses).toEqual({})

  expect((await convert(edited, { mode: 'development' })).converted).toEqual(['a-1.js', 'b-1.js'])
  expect((await convert(modules)).converted).toEqual(['b-1.js'])
})

test('in a circle a function is there before its module runs, also where the other module closes it', async () => {
  const [a, b] = [modules[0]!, { path: 'b-1.js', code: 'export function b() {}', map: undefined }]
  const isEarly = (result: Awaited<ReturnType<typeof convert>>['result']) =>
    result.map(({ system }) => system.code.includes('function*'))
  const alone = await convert([a, b])
  expect(isEarly(alone.result)).toEqual([false, false])
  const circle = await convert([
    { ...a, code: `${a.code}\nexport function c() {}` },
    { ...b, code: `import './a-1.js'\n${b.code}` },
  ])
  expect(isEarly(circle.result)).toEqual([true, true])
  const closed = await convert([a, { ...b, code: `import { c } from './a-1.js'\n${b.code}` }])
  expect(closed.converted).toEqual(['a-1.js', 'b-1.js'])
})
