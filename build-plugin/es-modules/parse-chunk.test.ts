import { expect, test } from 'vitest'
import { parseChunk } from './parse-chunk.js'

const rows: [code: string, imports: string[], dynamic: string[], uses: Record<string, '*' | string[]>][] = [
  [`import { a, b as c } from 'x'`, ['x'], [], { x: ['a', 'b'] }],
  [`import d from 'x'`, ['x'], [], { x: ['default'] }],
  [`import * as n from 'x'; import { a } from 'x'`, ['x'], [], { x: '*' }],
  [`import 'x'`, ['x'], [], { x: [] }],
  [`import { 'module.exports' as m } from 'x'`, ['x'], [], { x: ['module.exports'] }],
  [`export { a as b } from 'x'`, ['x'], [], { x: ['a'] }],
  [`export * from 'x'`, ['x'], [], { x: '*' }],
  [`export * as n from 'x'`, ['x'], [], { x: '*' }],
  [`import { a } from 'x'; export const f = () => import('y')`, ['x'], ['y'], { x: ['a'], y: '*' }],
  [
    `const f = () => [import('y'), import("y"), import(\`z\`), import(name), import(\`\${z}\`)]`,
    [],
    ['y', 'z'],
    { y: '*', z: '*' },
  ],
  [`import{a}from'x';import{b}from'./c.js';export{a as default}`, ['x', './c.js'], [], { x: ['a'], './c.js': ['b'] }],
  [`export const text = "import('y')"`, [], [], {}],
]

test.each(rows)('%s', (code, imports, dynamic, uses) => {
  const parsed = parseChunk({ path: 'a.js', code })
  expect(parsed.imports).toEqual(imports)
  expect(parsed.dynamic).toEqual(dynamic)
  expect(parsed.uses).toEqual(uses)
})
