import { describe, expect, test } from 'vitest'
import { resolveShared, resolveSpecifier, toImportMap } from '../index.js'
import { shop } from './testing/shop.js'

const map = toImportMap(resolveShared(shop))
const cart = 'https://cdn.test/cart/1.4.2/system/'
const search = 'https://cdn.test/search/system/'
const catalog = 'https://assets.test/catalog/system/'
const react182 = `${cart}shared/react@18.2.0-b1/`
const dom182 = `${cart}shared/react-dom@18.2.0-b1/`
const react183 = `${catalog}shared/react@18.3.1-b1/`

describe('toImportMap: what a browser resolves with it', () => {
  const page = 'https://shop.test/'
  test.each([
    // specifier, parent, address
    ['cart/Widget', page, `${cart}Widget-1.js`],
    ['cart', page, `${cart}index-1.js`],
    ['catalog', page, `${catalog}remoteEntry.js`],
    ['react@18.2.0', page, `${react182}index.js`],
    ['react-dom@18.2.0/client', page, `${dom182}client.js`],
    ['react', `${cart}Widget-1.js`, `${react182}index.js`],
    ['react-dom/client', `${cart}Widget-1.js`, `${dom182}client.js`],
    ['react', `${dom182}chunk.js`, `${react182}index.js`],
    ['react-dom', `${dom182}client.js`, `${dom182}index.js`],
    ['catalog/Price', `${search}Box-1.js`, `${catalog}Price-1.js`],
    ['react', `${catalog}Price-1.js`, `${react183}index.js`],
    ['react', `${search}Box-1.js`, `${react183}index.js`],
  ])('%s from %s', (specifier, parent, address) => {
    expect(resolveSpecifier(map, specifier, parent)).toBe(address)
  })

  test.each([
    ['react', page],
    ['react-dom', `${catalog}Price-1.js`],
    ['react/jsx-runtime', `${cart}Widget-1.js`],
  ])('%s from %s is not mapped', (specifier, parent) => {
    expect(() => resolveSpecifier(map, specifier, parent)).toThrow(expect.objectContaining({ code: 'FED-303' }))
  })
})

test('integrity covers files of this format and of copies in use only', () => {
  expect(map.integrity).toEqual({
    [`${cart}Widget-1.js`]: 'sha384-WIDGET',
    [`${react182}index.js`]: 'sha384-REACT182',
    'https://cdn.test/cart/1.4.2/assets/Widget-1.css': 'sha384-CSS',
  })
})

test('the map is the same whatever the order of the remotes', () => {
  expect(JSON.stringify(toImportMap(resolveShared([...shop].reverse())))).toBe(JSON.stringify(map))
})
