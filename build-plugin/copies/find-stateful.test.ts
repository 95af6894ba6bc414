import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createProject } from '../testing/create-project.js'
import { findStateful } from './find-stateful.js'

const stateful = [
  `let count = 0; export const next = () => ++count`,
  `let current; export function set(value) { current = value }`,
  `import { createContext } from 'react'; export const Theme = createContext(null)`,
  `import * as React from 'react'; export const Theme = React.createContext(null)`,
  `export const all = new WeakMap()`,
  `var queue = new Set(); exports.add = function (item) { queue.add(item) }`,
  `(function () { var id = 0; exports.next = function () { id += 1; return id } })()`,
  `(function (factory) { factory(exports) })(function (exports) { exports.a = 1 }); let x; exports.set = v => { x = v }`,
]

const stateless = [
  `function extend() { module.exports = extend = Object.assign; return extend() } module.exports = extend`,
  `var extend = function (a, b) { extend = Object.assign; return extend(a, b) }; export { extend }`,
  `var hasWarned = false; exports.isAsync = () => { if (!hasWarned) { hasWarned = true; console.warn('old') } }`,
  `export const add = (a, b) => a + b`,
  `export default function () {}`,
  `export function f() { let count = 0; count++; return count }`,
  `let count = 0; export function f(count) { count++; return count }`,
  `const sides = new Set(['top', 'bottom']); export const isSide = side => sides.has(side)`,
  `let frozen = 1; frozen = 2; export { frozen }`,
  `export function f() { const seen = new Set(); return seen }`,
  `const f = function () { return new Map() }; module.exports = f`,
  `{ "json": true }`,
]

test.each([...stateful.map(source => [source, true] as const), ...stateless.map(source => [source, false] as const)])(
  '%s: %s',
  (source, expected) => {
    const root = createProject({ packageJson: { name: 'lib', version: '1.0.0' }, files: { 'a.js': source } })
    expect(findStateful([join(root, 'a.js')])).toEqual(expected ? ['lib@1.0.0'] : [])
  },
)
