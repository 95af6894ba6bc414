import { expect, test } from 'vitest'
import { overrideComposed, readPageMap, resolveShared, resolveSpecifier, toComposed } from '../index.js'
import { shop } from './testing/shop.js'

const written = readPageMap({ imports: { moment: 'https://cdn.test/moment.js' } }, 'https://shop.test/').written
const composed = toComposed(resolveShared(shop), written)
const cart = 'https://cdn.test/cart/1.4.2/system/'
const seenBy = (module: string, overrides: Record<string, string>, specifier = 'react') =>
  resolveSpecifier(overrideComposed(composed, overrides).map, specifier, module)

test('an override of a copy holds in every scope that sees it, and in no other', () => {
  const overrides = { 'react@18.2.0': 'http://localhost:1/my-react.js' }
  expect(seenBy(`${cart}Widget-1.js`, overrides)).toBe('http://localhost:1/my-react.js')
  expect(seenBy(`${cart}shared/react-dom@18.2.0-b1/chunk.js`, overrides)).toBe('http://localhost:1/my-react.js')
  expect(seenBy('https://cdn.test/search/system/Box-1.js', overrides)).not.toContain('localhost')
})

test('a file of the same name stands for the whole copy, and sees what that saw', () => {
  const overrides = { 'react-dom@18.2.0': 'http://localhost:1/dom/index.js' }
  expect(seenBy(`${cart}Widget-1.js`, overrides, 'react-dom/client')).toBe('http://localhost:1/dom/client.js')
  expect(seenBy('http://localhost:1/dom/client.js', overrides)).toBe(`${cart}shared/react@18.2.0-b1/index.js`)
  const { closures } = overrideComposed(composed, overrides)
  expect(closures[`${cart}Widget-1.js`]).toContain('http://localhost:1/dom/chunk.js')
})

test('a plain package name means its copy where one version is in use, and is a plain entry otherwise', () => {
  expect(seenBy(`${cart}Widget-1.js`, { react: 'http://localhost:1/r.js' })).not.toContain('localhost')
  expect(seenBy('https://shop.test/', { react: 'http://localhost:1/r.js' })).toBe('http://localhost:1/r.js')
  const alone = toComposed(resolveShared(shop.filter(remote => remote.name === 'cart')), written)
  const { map } = overrideComposed(alone, { react: 'http://localhost:1/r.js' })
  expect(resolveSpecifier(map, 'react', `${cart}Widget-1.js`)).toBe('http://localhost:1/r.js')
})

test('an override of a plain entry replaces it', () => {
  expect(seenBy('https://shop.test/', { moment: 'http://localhost:1/m.js' }, 'moment')).toBe('http://localhost:1/m.js')
})
