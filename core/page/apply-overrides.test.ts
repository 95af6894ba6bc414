import { expect, test } from 'vitest'
import { applyOverrides, readPageMap } from '../index.js'

const page = readPageMap(
  { imports: { '@mall/cart': 'https://cdn.test/cart/federation.json', moment: 'https://cdn.test/moment.js' } },
  'https://shop.test/importmap.json',
)

test.each([
  ['a manifest', '@mall/cart', 'http://localhost:9001/federation.json', 'http://localhost:9001/federation.json'],
  [
    'any other file: the manifest beside it',
    '@mall/cart',
    'http://localhost:9001/mall-cart.js',
    'http://localhost:9001/federation.json',
  ],
  [
    'a remote that the page did not have',
    '@mall/new',
    'http://localhost:9002/federation.json',
    'http://localhost:9002/federation.json',
  ],
])('an override to %s', (_, name, override, url) => {
  const { remotes } = applyOverrides(page, { [name]: override })
  expect(remotes.find(remote => remote.name === name)).toEqual({ name, url, kind: 'fedmap' })
})

test('an override of a plain entry or of a copy leaves the remotes alone', () => {
  const overrides = { moment: 'http://localhost:1/moment.js', 'react@18.2.0': 'http://localhost:1/react.js' }
  expect(applyOverrides(page, overrides)).toEqual(page)
})
