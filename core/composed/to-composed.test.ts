import { expect, test } from 'vitest'
import { readPageMap, resolveShared, toComposed } from '../index.js'
import { shop } from './testing/shop.js'

const { closures, css } = toComposed(resolveShared(shop), readPageMap({}, 'https://shop.test/').written)
const cart = 'https://cdn.test/cart/1.4.2/'

test('what can be asked for by itself has the rest of its closure and its stylesheets, lazy parts too', () => {
  const [widget, lazy] = [`${cart}system/Widget-1.js`, `${cart}system/lazy-1.js`]
  const react = `${cart}system/shared/react@18.2.0-b1/index.js`
  expect(closures[lazy]).toEqual([react, `${cart}system/c-1.js`, `${cart}system/lazy-2.js`])
  expect(css[lazy]).toEqual([`${cart}assets/c-1.css`, `${cart}assets/lazy-1.css`])
  expect(closures[widget]).not.toContain(widget)
  expect(css[widget]).toEqual([`${cart}assets/c-1.css`, `${cart}assets/Widget-1.css`])
})

test('what needs nothing else is not listed', () => {
  for (const lists of [closures, css]) expect(Object.values(lists).filter(urls => urls.length === 0)).toEqual([])
  expect(closures).not.toHaveProperty([`${cart}system/index-1.js`])
})
