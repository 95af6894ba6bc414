import { expect, test } from 'vitest'
import { FederationError } from '../errors/federation-error.js'
import { resolveSpecifier } from '../import-map/resolve-specifier.js'
import { unmappedError } from './unmapped-error.js'

const imports = {
  '@mall/cart/Widget': 'https://cdn.example/cart/system/Widget-1.js',
  '@mall/cart/Price': 'https://cdn.example/cart/system/Price-1.js',
  'react@18.2.0': 'https://cdn.example/cart/system/shared/react@18.2.0-1/index.js',
  moment: 'https://cdn.example/moment.js',
}
const remotes = ['@mall/cart', '@mall/promo'].map(name => ({ name }))
const page = 'https://shop.example/'

function errorFor(specifier: string): FederationError {
  const map = { imports, scopes: {}, integrity: {} }
  try {
    throw new Error(resolveSpecifier(map, specifier, page))
  } catch (error) {
    return unmappedError(error as FederationError, map, remotes)
  }
}

test.each([
  [
    '@mall/cart/Wigdet',
    `"@mall/cart/Wigdet", imported by ${page}: @mall/cart has no such expose. It has @mall/cart/Widget, @mall/cart/Price. Did you mean '@mall/cart/Widget'?`,
  ],
  ['@mall/promo/Banner', `"@mall/promo/Banner", imported by ${page}: @mall/promo has no such expose. It has none.`],
  [
    '@mall/crat/Widget',
    `"@mall/crat/Widget", imported by ${page}, is neither a URL nor in the import map. Add it there, expose it, share it or bundle it. The page's remotes are @mall/cart, @mall/promo. Did you mean '@mall/cart/Widget'?`,
  ],
  [
    'lodash',
    `"lodash", imported by ${page}, is neither a URL nor in the import map. Add it there, expose it, share it or bundle it. The page's remotes are @mall/cart, @mall/promo.`,
  ],
])('says of %s what there is instead', (specifier, detail) => {
  const error = errorFor(specifier)
  expect(error).toBeInstanceOf(FederationError)
  expect(error.message).toBe(`FED-303 The specifier is not mapped: ${detail}`)
})

test('keeps where it is, with the remote', () => {
  const { code, where } = errorFor('@mall/cart/Wigdet')
  expect([code, where]).toEqual(['FED-303', { specifier: '@mall/cart/Wigdet', url: page, remote: '@mall/cart' }])
})
