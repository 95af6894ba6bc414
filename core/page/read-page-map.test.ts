import { describe, expect, test } from 'vitest'
import { readPageMap } from '../index.js'

const url = 'https://shop.test/importmap.json'

test('remotes are told from plain entries by the last path segment of their URL', () => {
  const page = readPageMap(
    {
      imports: {
        '@mall/cart': 'https://cdn.test/cart/1.4.2/federation.json',
        '@mall/local': '/local/federation.json?v=3#top',
        webpacked: 'https://cdn.test/w/mf-manifest.json#top',
        moment: 'https://cdn.test/moment.js',
        'not-a-remote': 'https://cdn.test/federation.json.js',
        'nor-this': 'https://cdn.test/constructor',
      },
      scopes: { '/a/': { moment: '/other-moment.js' } },
      fedmap: { host: '@mall/cart', lazy: ['webpacked'] },
    },
    url,
  )
  expect(page.remotes).toEqual([
    { name: '@mall/cart', url: 'https://cdn.test/cart/1.4.2/federation.json', kind: 'fedmap' },
    { name: '@mall/local', url: 'https://shop.test/local/federation.json?v=3#top', kind: 'fedmap' },
    { name: 'webpacked', url: 'https://cdn.test/w/mf-manifest.json#top', kind: 'module-federation' },
  ])
  expect({ ...page.written.imports }).toEqual({
    moment: 'https://cdn.test/moment.js',
    'not-a-remote': 'https://cdn.test/federation.json.js',
    'nor-this': 'https://cdn.test/constructor',
  })
  expect(page).toMatchObject({ host: '@mall/cart', lazy: ['webpacked'], generated: undefined })
  expect(page.written.scopes['https://shop.test/a/']).toBeDefined()
})

describe('what is no import map', () => {
  test.each([
    [null, 'FED-301'],
    [[], 'FED-301'],
    ['{}', 'FED-301'],
    [{ imports: [] }, 'FED-302'],
    [{ scopes: 4 }, 'FED-302'],
  ])('%j → %s', (json, code) => {
    expect(() => readPageMap(json, url)).toThrow(expect.objectContaining({ code, where: { url } }))
  })
})

test.each([
  [
    { host: 7, lazy: 'cart' },
    { host: undefined, lazy: [] },
  ],
  [
    { host: 'cart', lazy: ['cart', 7, null] },
    { host: 'cart', lazy: ['cart'] },
  ],
])('of the settings %j only what can be meant is read', (fedmap, expected) => {
  expect(readPageMap({ imports: {}, fedmap }, url)).toMatchObject(expected)
})

test('a malformed entry costs that entry only, and says so', () => {
  const page = readPageMap({ imports: { bad: 7, good: '/good/federation.json' }, fedmap: 'nonsense' }, url)
  expect(page.remotes.map(remote => remote.name)).toEqual(['good'])
  expect(page.warnings).toEqual([expect.stringContaining('bad')])
})

describe('the generated part', () => {
  const whole = {
    format: 'system',
    from: { a: 'https://shop.test/a/federation.json' },
    generated: { imports: ['a/A'], scopes: { '/a/': true, '/b/': ['x'] }, integrity: [] },
    names: { a: 'https://shop.test/a/system/A.js' },
    standIns: { '/x/': [{ url: '/y/', files: { 'index.js': 'index.js' } }, { url: '/z/' }] },
    css: { '/a/A.js': ['/a/A.css'] },
    rejected: { b: 'b is rejected.' },
    closures: { '/a/A.js': ['/a/c.js'] },
  }
  const read = (key: object) => readPageMap({ imports: { a: '/a/federation.json' }, fedmap: key }, url)

  test('is there where it is whole', () => {
    expect(read(whole).generated?.key).toEqual(whole)
    expect(read(whole).warnings).toEqual([])
    expect(read({ host: 'a' }).warnings).toEqual([])
  })

  test.each<[key: string, damaged: unknown]>([
    ...Object.keys(whole).flatMap((key): [string, unknown][] =>
      key === 'format'
        ? []
        : [
            [key, 7],
            [key, { a: 7 }],
          ],
    ),
    ['generated', undefined],
    ['generated', { ...whole.generated, imports: [7] }],
    ['generated', { ...whole.generated, integrity: {} }],
    ['generated', { ...whole.generated, scopes: { '/a/': false } }],
    ['standIns', { '/x/': [{}] }],
    ['standIns', { '/x/': [{ url: '/y/', files: 'index.js' }] }],
    ['css', { '/a/A.js': [7] }],
    ['closures', { '/a/A.js': [7] }],
  ])('is left out with a warning where its %s is %j', (key, damaged) => {
    const page = read({ ...whole, [key]: damaged })
    expect(page.generated).toBeUndefined()
    expect(page.warnings).toEqual([expect.stringContaining('fedmap compose')])
  })
})
