import { expect, test } from 'vitest'
import { formatPackageSpecifier, parsePackageSpecifier } from './parse-package-specifier.js'

test.each([
  ['react', 'react', '.'],
  ['react-dom/client', 'react-dom', './client'],
  ['@mui/material', '@mui/material', '.'],
  ['@mui/material/Button/index.js', '@mui/material', './Button/index.js'],
  ['chart.js', 'chart.js', '.'],
  ['lodash/fp.js', 'lodash', './fp.js'],
])('%s is %s, subpath %s', (specifier, name, subpath) => {
  expect(parsePackageSpecifier(specifier)).toEqual({ package: name, subpath })
  expect(formatPackageSpecifier(name, subpath)).toBe(specifier)
})

test.each([
  './a',
  '../a',
  '/a/b',
  '.',
  '',
  '#internal',
  '@mui',
  'https://a.example/b.js',
  'node:fs',
  'C:\\a',
  '\0virtual',
  'data:text/css,a',
  'lib/file.wasm?url',
])('%j names no package', specifier => {
  expect(parsePackageSpecifier(specifier)).toBeUndefined()
})
