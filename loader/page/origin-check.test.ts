import { expect, test } from 'vitest'
import { createOriginCheck } from './origin-check.js'

const allowed = ['https://example.com', 'http://localhost:900']

test.each([
  ['https://example.com/cart/federation.json', true],
  ['https://example.com:443/federation.json', true],
  ['https://EXAMPLE.com/federation.json', true],
  ['http://localhost:900/federation.json', true],
  ['https://example.com.evil.net/federation.json', false],
  ['https://example.com@evil.net/federation.json', false],
  ['https://example.com:8443/federation.json', false],
  ['http://example.com/federation.json', false],
  ['https://evil.example.com/federation.json', false],
  ['http://localhost:9001/federation.json', false],
])('%s may be used: %s', (url, isAllowed) => {
  const check = () => createOriginCheck(allowed).checkOrigin(url, 'cart')
  if (isAllowed) expect(check).not.toThrow()
  else expect(check).toThrow(expect.objectContaining({ code: 'FED-410', where: { remote: 'cart', url } }))
  expect(() => createOriginCheck().checkOrigin(url, 'cart')).not.toThrow()
  expect(createOriginCheck(allowed).isWhollyAllowed({ from: { cart: url } } as never)).toBe(isAllowed)
})

test('the page may decide by a function', () => {
  const { checkOrigin } = createOriginCheck(({ pathname }) => pathname.startsWith('/ours/'))
  expect(() => checkOrigin('https://example.com/ours/federation.json', 'cart')).not.toThrow()
  expect(() => checkOrigin('https://example.com/theirs/federation.json', 'cart')).toThrow(/FED-410/)
})
