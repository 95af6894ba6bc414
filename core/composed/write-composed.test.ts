import { expect, test } from 'vitest'
import { applyOverrides, readComposed, readPageMap, resolveShared, toComposed, writeComposed } from '../index.js'
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

test('the generated part is in force whole or not at all', () => {
  const read = readPageMap(plain(written), url)
  expect(readComposed(read, 'esm')).toBeUndefined()
  expect(readComposed(applyOverrides(read, { cart: 'http://localhost:1/federation.json' }), 'system')).toBeUndefined()
  const oneLess = { ...written, imports: { ...(written.imports as object), search: undefined } }
  expect(readComposed(readPageMap(plain(oneLess), url), 'system')).toBeUndefined()
})
