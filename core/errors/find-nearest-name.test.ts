import { expect, test } from 'vitest'
import { findNearestName } from './find-nearest-name.js'

const known = ['exposes', 'shared', 'remotes', 'name', 'root']

test.each([
  ['expose', 'exposes'],
  ['exposse', 'exposes'],
  ['Shared', 'shared'],
  ['sahred', 'shared'],
  ['nmae', 'name'],
  ['rot', 'root'],
  ['filename', undefined],
  ['x', undefined],
  ['', undefined],
])('%s means %s', (name, expected) => {
  expect(findNearestName(name, known)).toBe(expected)
})
