import { expect, test } from 'vitest'
import { isRelativeFile } from './find-referred.js'

test.each([
  ['./logo.svg', true],
  ['logo.svg', true],
  ['../logo.svg?v=1#icon', true],
  ['.hidden', true],
  ['a:b', false],
  ['https://cdn.test/logo.svg', false],
  ['data:text/css,', false],
  ['/logo.svg', false],
  ['//cdn.test/logo.svg', false],
  ['#icon', false],
  ['?worker', false],
  ['', false],
  ['.', false],
  ['..', false],
  ['./', false],
  ['./parts/', false],
  ['../?query', false],
])('%s', (url, isRelative) => expect(isRelativeFile(url)).toBe(isRelative))
