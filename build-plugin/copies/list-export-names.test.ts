import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createProject } from '../testing/create-project.js'
import { listExportNames } from './list-export-names.js'

const rows: Record<string, [source: string, names: string[]]> = {
  'names that the lexer sees': [`exports.a = 1; exports.b = 2`, ['a', 'b']],
  'names that only running it shows': [`for (const name of ['a', 'b']) module.exports[name] = 1`, ['a', 'b']],
  'names of a file that needs a browser': [
    `const prefix = /x/.test(navigator.userAgent) ? 'webkit' : ''
    const { style } = document.createElement('p')
    self.a = prefix + 'A' in style
    for (const child of document.body.children) child.remove()
    module.exports['a' + prefix] = requestAnimationFrame(() => {}) > 1`,
    ['a'],
  ],
  'names of a file that is another in a browser': [
    `module.exports = typeof window === 'object' ? Object.assign(() => {}, { ['a' + 1]: 1 }) : () => {}`,
    ['a1'],
  ],
  'names of a file of elements': [
    `class A extends HTMLElement { constructor() { super(); this.attachShadow({ mode: 'open' }) } method() {} }
    customElements.define('x-a', A)
    if (new A().method) for (const name of ['A']) exports[name] = A`,
    ['A'],
  ],
  'of a file that never ends with what there is not, what the lexer sees': [
    `exports.a = 1; for (let node = document.body; node; node = node.nextSibling); exports['b' + 1] = 1`,
    ['a'],
  ],
  'of a file that needs what cannot be pretended, what the lexer sees': [
    `exports.a = 1; new WebTransport(); exports['b' + 1] = 1`,
    ['a'],
  ],
  'names of one environment': [`if (process.env.NODE_ENV === 'production') exports['pro' + 'd'] = 1`, ['prod']],
  'names of a re-export': [`module.exports = require('./inner')`, ['inner']],
  'names of a function': [`module.exports = function () {}; module.exports.a = 1`, ['a']],
  'neither default nor __esModule': [
    `Object.defineProperty(exports, '__esModule', { value: true }); exports.default = 1; exports.a = 1`,
    ['a'],
  ],
  'a name that is no identifier': [`module.exports['a-b'] = 1`, ['a-b']],
  'none of what throws when it is asked for': [
    `module.exports = { a: 1, get b() { throw new Error('gone') }, get c() { return 1 } }`,
    ['a', 'c'],
  ],
  'nothing of a string': [`module.exports = 'text'`, []],
  'names beside what it prints': [`console.log('{"x":1}'); exports.a = 1`, ['a']],
}

test('lists all names that a file exports', async () => {
  const files = Object.fromEntries(Object.values(rows).map(([source], index) => [`${index}.js`, source]))
  const root = createProject({
    packageJson: { type: 'commonjs' },
    files: { ...files, 'inner.js': 'exports.inner = 1' },
  })
  const paths = Object.keys(files).map(name => join(root, name))
  const names = await listExportNames(paths)
  expect(Object.keys(rows).map((title, index) => [title, names.get(paths[index]!)])).toEqual(
    Object.entries(rows).map(([title, [, expected]]) => [title, expected]),
  )
})

test('a file that ends the process leaves the lexer to name the exports', async () => {
  const root = createProject({ packageJson: { type: 'commonjs' }, files: { 'a.js': 'exports.a = 1; process.exit(1)' } })
  expect([...(await listExportNames([join(root, 'a.js')])).values()]).toEqual([['a']])
})
