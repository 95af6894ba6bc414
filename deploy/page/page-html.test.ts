import { describe, expect, test } from 'vitest'
import type { File } from '../../core/index.js'
import { readPageHtml, type Target, writePageHtml } from './page-html.js'

const mapTag = '<script type="systemjs-importmap" src="/importmap.json"></script>'
const read = (loader: string, head = '') => readPageHtml(`${head}${mapTag}\n<script ${loader}></script>`, 'index.html')

test.each([
  ['data-import="@mall/shell/main"', '@mall/shell', ['@mall/shell/main']],
  ['data-import="shell/parts/main"', 'shell', ['shell/parts/main']],
  [
    'data-import="shell" data-preload=" @mall/cart/Widget\n  search "',
    'shell',
    ['shell', '@mall/cart/Widget', 'search'],
  ],
  ['src="/other.js"', undefined, []],
])('<script %s> has the host %j and the first view %j', (loader, host, firstView) => {
  expect(read(loader)).toMatchObject({ host, firstView })
})

describe('what is written', () => {
  const target: Target = { format: 'system', pageUrl: 'https://shop.test/' }
  const file = (url: string, more: Partial<File> = {}): File => ({
    url,
    kind: 'module',
    remote: 'cart',
    integrity: undefined,
    ...more,
  })
  const write = (files: readonly File[], more: Partial<Target> = {}, head = '') =>
    writePageHtml(read('src="/fedmap.js" data-import="shell"', head), {}, files, { ...target, ...more })
  const linksIn = (html: string) => html.match(/<link data-fedmap[^>]*>/g)?.slice(1)

  test('is a preload link for each file, whose address means in HTML what it meant', () => {
    expect(linksIn(write([file('https://cdn.test/a.js?b=1&c="2"', { integrity: 'sha384-A' })]))).toEqual([
      '<link data-fedmap rel="preload" as="script" crossorigin="anonymous" integrity="sha384-A" href="https://cdn.test/a.js?b=1&amp;c=&quot;2&quot;">',
    ])
  })

  test.each([
    ['system', 'module', false],
    ['system', 'css', true],
    ['esm', 'module', true],
  ] as const)('asks of the page itself, for %s, for a %s with CORS: %s', (format, kind, isCors) => {
    const [link] = linksIn(write([file('https://shop.test/a', { kind })], { format })) ?? []
    expect(link?.includes('crossorigin')).toBe(isCors)
  })

  test('leaves links that fetch anything but the map', () => {
    const prices = '<link rel="preload" as="fetch" href="/prices.json">'
    const map = '<link rel="preload" as="fetch" href="/importmap.json">'
    const html = write([], {}, `${prices}\n${map}\n`)
    expect([html.includes(prices), html.includes(map)]).toEqual([true, false])
    const again = writePageHtml(readPageHtml(`${map}\n${html}`, 'index.html'), {}, [], target)
    expect(again).toBe(html)
  })
})
