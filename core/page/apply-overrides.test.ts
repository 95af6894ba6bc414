import { expect, test } from 'vitest'
import { applyOverrides, readPageMap } from '../index.js'

const page = readPageMap(
  { imports: { '@mall/cart': 'https://cdn.test/cart/federation.json', moment: 'https://cdn.test/moment.js' } },
  'https://shop.test/importmap.json',
)

test.each([
  ['a manifest', '@mall/cart', 'federation.json', 'federation.json', 'fedmap'],
  ['any other file: the manifest beside it', '@mall/cart', 'mall-cart.js', 'federation.json', 'fedmap'],
  ['a remote that the page did not have', '@mall/new', 'federation.json', 'federation.json', 'fedmap'],
  ['a manifest of Module Federation', '@mall/cart', 'mf-manifest.json', 'mf-manifest.json', 'module-federation'],
])('an override to %s', (_, name, file, manifest, kind) => {
  const { remotes } = applyOverrides(page, { [name]: `http://localhost:9001/${file}` })
  expect(remotes.find(remote => remote.name === name)).toEqual({ name, url: `http://localhost:9001/${manifest}`, kind })
})

test('an override of a plain entry or of a copy leaves the remotes alone', () => {
  const overrides = { moment: 'http://localhost:1/moment.js', 'react@18.2.0': 'http://localhost:1/react.js' }
  expect(applyOverrides(page, overrides)).toEqual(page)
})
