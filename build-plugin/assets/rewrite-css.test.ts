import { expect, test } from 'vitest'
import { rewriteCss, wrapInCondition } from './rewrite-css.js'

test.each([
  ['a { background: url(a.png), url( "a b.png" ),URL(\'a(1).png\') }', ['a.png', 'a b.png', 'a(1).png']],
  ['a { background: url(a\\ b.png), url("\\61 .png"), url("a\\"b") }', ['a b.png', 'a.png', 'a"b']],
  ['/* url(a.png) */ a { content: "url(b.png)" } /* @import "c.css"; */', []],
  ["a { content: '/*'; background: url(a.png) } /* ' */ b { background: url(b.png) }", ['a.png', 'b.png']],
  ['@font-face { src: url(a.woff2?v=1#x) format("woff2") }', ['a.woff2?v=1#x']],
  ['a { background: url(data:image/svg+xml;charset=utf8,%3Csvg/%3E) }', ['data:image/svg+xml;charset=utf8,%3Csvg/%3E']],
  [
    '@import "a.css";@import url(b.css) screen;@import url( \'c.css\' )layer(x.y) supports(display: grid) print',
    [
      ['a.css', ''],
      ['b.css', 'screen'],
      ['c.css', 'layer(x.y) supports(display: grid) print'],
    ],
  ],
  ['@import url("https://fonts.test/css?a;b");', [['https://fonts.test/css?a;b', '']]],
  ['@import url(https://fonts.test/css?a;b); a {}', [['https://fonts.test/css?a;b', '']]],
])('%s', (css, expected) => {
  const found: unknown[] = []
  const references = {
    toUrl: (url: string) => void found.push(url),
    toImport: (url: string, condition: string) => void found.push([url, condition]),
  }
  expect(rewriteCss(css, references)).toBe(css)
  expect(found).toEqual(expected)
})

test.each([
  ['', 'a {}'],
  ['screen and (width > 1px)', '@media screen and (width > 1px) {\na {}\n}'],
  ['layer', '@layer  {\na {}\n}'],
  ['layer(x.y) print', '@media print {\n@layer x.y {\na {}\n}\n}'],
  ['supports(display: grid)', '@supports (display: grid) {\na {}\n}'],
  ['supports(not (display: grid))', '@supports not (display: grid) {\na {}\n}'],
  ['supports((a: b) or (c: d)) screen', '@media screen {\n@supports (a: b) or (c: d) {\na {}\n}\n}'],
  ['supports(selector(a b))', '@supports selector(a b) {\na {}\n}'],
])('CSS imported under %s', (condition, expected) => {
  expect(wrapInCondition('a {}', condition)).toBe(expected)
})
