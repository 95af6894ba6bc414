import { expect, test } from 'vitest'
import { remoteOf } from './remote-of.js'

test.each([
  ['@mall/cart', '@mall/cart'],
  ['@mall/cart/Widget', '@mall/cart'],
  ['@mall/cart/next/Widget', '@mall/cart/next'],
  ['@mall/cart/nextdoor', '@mall/cart'],
  ['@mall/cartoon', undefined],
  ['@mall', undefined],
])('%s is of %s', (specifier, remote) => {
  const names = ['@mall/cart', '@mall/cart/next', '@mall/catalog']
  expect(remoteOf(specifier, names)).toBe(remote)
  expect(remoteOf(specifier, names.reverse())).toBe(remote)
})
