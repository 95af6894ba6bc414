import { expect, test } from 'vitest'
import {
  applyOverrides,
  type PreviousResolution,
  type Remote,
  readComposed,
  readPageMap,
  readPlacements,
  resolveShared,
  toComposed,
  writeComposed,
} from '../index.js'
import type { GeneratedKey } from '../page/page-map.js'
import { writtenPart } from '../page/read-page-map.js'
import { shop } from './testing/shop.js'

const url = 'https://shop.test/importmap.json'
const byHand = {
  imports: {
    ...Object.fromEntries(shop.map(({ name, base }) => [name, `${base}federation.json`])),
    moment: './moment.js',
    'react@18.2.0': '/my-react.js',
  },
  scopes: { 'https://cdn.test/search/system/': { lodash: '/lodash.js' } },
  integrity: { 'https://cdn.test/cart/1.4.2/system/Widget-1.js': 'sha384-MINE' },
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
  expect(written.integrity).toMatchObject(byHand.integrity)
  expect(written.fedmap).toMatchObject(byHand.fedmap)
})

test('writing again changes nothing; reading gives back what people wrote', () => {
  const again = readPageMap(plain(written), url)
  expect(again.written).toEqual(page.written)
  expect(again.remotes).toEqual(page.remotes)
  expect(JSON.stringify(writeComposed(plain(written), again, resolution))).toBe(JSON.stringify(written))
})

test('a scope that people wrote as a relative one is one with the generated one', () => {
  const mapUrl = 'https://cdn.test/importmap.json'
  const relative = { ...byHand, scopes: { './search/system/': { lodash: '/lodash.js' } } }
  const composed = plain(writeComposed(relative, readPageMap(relative, mapUrl), resolution))
  expect(Object.keys(composed.scopes)).toEqual(Object.keys(plain(written).scopes).with(0, './search/system/'))
  expect(readComposed(readPageMap(composed, mapUrl), 'system')?.map.scopes['https://cdn.test/search/system/']).toEqual({
    ...toComposed(resolution, page.written).map.scopes['https://cdn.test/search/system/'],
    lodash: 'https://cdn.test/lodash.js',
  })
})

test('who is rejected has no module, and the map says why', () => {
  const [cart, catalog] = shop as [Remote, Remote]
  const shared = { ...cart.manifest.shared, react: { ...cart.manifest.shared.react!, requiredVersion: '^99.0.0' } }
  const remotes = [{ ...cart, manifest: { ...cart.manifest, shared } }, catalog]
  const byHand = { imports: Object.fromEntries(remotes.map(({ name, base }) => [name, `${base}federation.json`])) }
  const { fedmap } = writeComposed(byHand, readPageMap(byHand, url), resolveShared(remotes))
  expect(fedmap).toMatchObject({ rejected: { cart: expect.stringMatching(/^cart is rejected: .*\^99\.0\.0/) } })
  expect(Object.keys((fedmap as GeneratedKey).names)).toEqual(['catalog'])
})

test('who sees which copy is read off a map whose remotes were redirected, too', () => {
  const moved = { ...byHand, imports: { ...byHand.imports, cart: 'https://cdn.test/cart/latest/federation.json' } }
  const movedPage = readPageMap(moved, url)
  const read = (json: object) => {
    const { environments } = readPlacements(readPageMap(plain(json), url)) as PreviousResolution
    return new Map([...environments].map(([remote, copies]) => [remote, [...copies.values()].map(({ url }) => url)]))
  }
  expect(read(writeComposed(moved, movedPage, resolution))).toEqual(read(written))
  expect(written.fedmap).not.toHaveProperty('bases')
  expect(writtenPart(plain(writeComposed(moved, movedPage, resolution)))).toEqual(moved)
})

test('the generated part is in force whole or not at all', () => {
  const read = readPageMap(plain(written), url)
  expect(readComposed(read, 'esm')).toBeUndefined()
  expect(readComposed(applyOverrides(read, { cart: 'http://localhost:1/federation.json' }), 'system')).toBeUndefined()
  const oneLess = { ...written, imports: { ...(written.imports as object), search: undefined } }
  expect(readComposed(readPageMap(plain(oneLess), url), 'system')).toBeUndefined()
})
