import { expect, test } from 'vitest'
import {
  applyOverrides,
  type PreviousResolution,
  readComposed,
  readPageMap,
  readPlacements,
  resolveShared,
  toComposed,
  writeComposed,
} from '../index.js'
import { shop } from './testing/shop.js'

const url = 'https://shop.test/importmap.json'
const byHand = {
  imports: {
    ...Object.fromEntries(shop.map(({ name, base }) => [name, `${base}federation.json`])),
    moment: './moment.js',
    'react@18.2.0': '/my-react.js',
  },
  scopes: { 'https://cdn.test/search/system/': { lodash: '/lodash.js' } },
  fedmap: { host: 'cart' },
}
const page = readPageMap(byHand, url)
const resolution = resolveShared(shop)
const written = writeComposed(byHand, page, resolution)
const plain = (value: unknown) => JSON.parse(JSON.stringify(value))

test('what was written is read back as what the page would compose', () => {
  const composed = readComposed(readPageMap(plain(written), url), 'system')
  const { map, ...rest } = toComposed(resolution, page.written)
  expect(plain(composed?.map)).toEqual(plain(map))
  expect(plain(composed)).toMatchObject(plain(rest))
})

test('what people wrote stays as they wrote it and wins', () => {
  expect(written.imports).toMatchObject(byHand.imports)
  expect(written.scopes).toMatchObject(byHand.scopes)
  expect(written.fedmap).toMatchObject(byHand.fedmap)
})

test('writing again changes nothing; reading gives back what people wrote', () => {
  const again = readPageMap(plain(written), url)
  expect(again.written).toEqual(page.written)
  expect(again.remotes).toEqual(page.remotes)
  expect(JSON.stringify(writeComposed(plain(written), again, resolution))).toBe(JSON.stringify(written))
})

test('who sees which copy is read off a map whose remotes were redirected, too', () => {
  const moved = { ...byHand, imports: { ...byHand.imports, cart: 'https://cdn.test/cart/latest/federation.json' } }
  const movedPage = readPageMap(moved, url)
  const read = (json: object) => {
    const { environments } = readPlacements(readPageMap(plain(json), url), 'system') as PreviousResolution
    return new Map([...environments].map(([remote, copies]) => [remote, [...copies.values()].map(({ url }) => url)]))
  }
  expect(read(writeComposed(moved, movedPage, resolution))).toEqual(read(written))
  expect(readPageMap(plain(writeComposed(moved, movedPage, resolution)), url).written).toEqual(page.written)
})

test('the generated part is in force whole or not at all', () => {
  const read = readPageMap(plain(written), url)
  expect(readComposed(read, 'esm')).toBeUndefined()
  expect(readComposed(applyOverrides(read, { cart: 'http://localhost:1/federation.json' }), 'system')).toBeUndefined()
  const oneLess = { ...written, imports: { ...(written.imports as object), search: undefined } }
  expect(readComposed(readPageMap(plain(oneLess), url), 'system')).toBeUndefined()
})
