import { expect, test } from 'vitest'
import { parseManifest } from '../../core/index.js'
import { resolvePage } from './resolve-page.js'

test.each([
  [undefined, undefined, undefined],
  [undefined, 'cart', 'cart'],
  ['search', undefined, 'search'],
  ['search', 'cart', 'search'],
])('where the map names the host %s and the page %s, it is %s', async (ofMap, ofPage, host) => {
  const imports = { cart: 'https://cdn.test/cart/federation.json', search: 'https://cdn.test/search/federation.json' }
  const { resolution } = await resolvePage(
    { imports, fedmap: { host: ofMap } },
    {
      host: ofPage,
      fetchManifest: async ({ name, url }) => ({
        name,
        base: new URL('.', url).href,
        manifest: parseManifest({ formatVersion: 1, name, version: '1.0.0' }, url),
      }),
    },
  )
  expect(resolution.host).toBe(host)
})
