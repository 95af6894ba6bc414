import { expect, test } from 'vitest'
import { createProject } from '../testing/create-project.js'
import { findPackage } from './find-package.js'
import { hasSubpath } from './list-subpaths.js'

test.each([
  ['exports', '.', true],
  ['exports', './client', true],
  ['exports', './server', false],
  ['files', '.', true],
  ['files', './client', true],
  ['files', './folder', true],
  ['files', './server', false],
])('a package that tells by its %s what it has: %s %s', (name, subpath, expected) => {
  const packageJson = { name, version: '1.0.0', ...(name === 'exports' && { exports: { '.': '', './client': '' } }) }
  const files = { 'package.json': JSON.stringify(packageJson), 'client.js': '', 'folder/package.json': '{}' }
  const server = name === 'exports' ? { 'server.js': '' } : {}
  const root = createProject({ packages: { [name]: { ...files, ...server } } })
  expect(hasSubpath(findPackage(name, root)!, subpath)).toBe(expected)
})
