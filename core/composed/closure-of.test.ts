import { expect, test } from 'vitest'
import { closureOf, resolveShared } from '../index.js'
import { shop } from './testing/shop.js'

const resolution = resolveShared(shop)
const cart = 'https://cdn.test/cart/1.4.2/'
const urls = (...specifiers: string[]) => closureOf(resolution, specifiers).map(file => file.url)

test('each file stands after what it imports and after its stylesheets; lazy parts are not among them', () => {
  expect(urls('cart/Widget')).toEqual([
    `${cart}system/shared/react@18.2.0-b1/index.js`,
    `${cart}assets/c-1.css`,
    `${cart}system/c-1.js`,
    `${cart}system/shared/react-dom@18.2.0-b1/chunk.js`,
    `${cart}system/shared/react-dom@18.2.0-b1/index.js`,
    `${cart}system/shared/react-dom@18.2.0-b1/client.js`,
    `${cart}assets/Widget-1.css`,
    `${cart}system/Widget-1.js`,
  ])
})

test('the closure of a lazy part is asked for by its URL', () => {
  expect(urls(`${cart}system/lazy-1.js`)).toContain(`${cart}system/lazy-2.js`)
})

test('a closure crosses into another remote, where that sees its own copies', () => {
  const files = closureOf(resolution, ['search/Box'])
  expect(files.map(file => file.remote)).toContain('catalog')
  expect(files.filter(file => /shared\/react@/.test(file.url))).toHaveLength(1)
})

test('several specifiers share what is common; one that nobody exposes has no files', () => {
  expect(new Set(urls('cart/Widget', 'cart/Widget')).size).toBe(urls('cart/Widget').length)
  expect(urls('nobody/Thing')).toEqual([])
})

test('a file carries its integrity where the manifest has one', () => {
  const widget = closureOf(resolution, ['cart/Widget']).at(-1)
  expect(widget).toEqual({
    url: `${cart}system/Widget-1.js`,
    kind: 'module',
    remote: 'cart',
    integrity: 'sha384-WIDGET',
  })
})
