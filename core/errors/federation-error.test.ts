import { expect, test } from 'vitest'
import { FederationError } from './federation-error.js'

test('says its name, its code, where it was and what caused it', () => {
  const cause = Error('offline')
  const error = new FederationError('FED-403', 'of cart', { remote: 'cart' }, cause)
  expect(error).toBeInstanceOf(Error)
  expect(error).toMatchObject({ name: 'FederationError', code: 'FED-403', where: { remote: 'cart' }, cause })
  expect(String(error)).toMatch(/^FederationError: FED-403 .*: of cart$/)
})

test('has a place always, and a cause only where there is one', () => {
  const error = new FederationError('FED-403', 'of cart')
  expect(error.where).toEqual({})
  expect('cause' in error).toBe(false)
})
