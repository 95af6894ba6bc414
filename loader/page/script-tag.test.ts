import { expect, test } from 'vitest'
import { readAttributes } from './script-tag.js'

test.each([
  [{}, {}],
  [{ import: '@mall/shell/main' }, { host: '@mall/shell' }],
  [{ import: '@mall/shell' }, { host: '@mall/shell' }],
  [{ import: 'shell/parts/main' }, { host: 'shell' }],
  [{ preload: '@mall/cart/Widget', nonce: 'x' }, {}],
  [
    { manifestWait: '500', retries: '0' },
    { manifestWait: 500, retries: 0 },
  ],
  [{ manifestWait: '', manifestTimeout: 'soon', moduleTimeout: '-1' }, {}],
  [
    { allowedOrigins: 'https://a.example  https://b.example' },
    { allowedOrigins: ['https://a.example', 'https://b.example'] },
  ],
  [{ allowedOrigins: '' }, {}],
])('the attributes %j set %j', (dataset: Record<string, string>, options) => {
  expect(readAttributes({ dataset } as unknown as HTMLScriptElement)).toEqual(options)
})
