import fc from 'fast-check'
import { parseImportMap, resolveSpecifier } from 'fedmap/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { pageUrl } from '../core/import-map/testing/resolution-case.js'
import { resolutionCases } from '../core/import-map/testing/resolution-cases.js'
import { type ImportMapBrowser, openImportMapBrowser, type Question } from './testing/import-map-browser.js'

let browser: ImportMapBrowser
beforeAll(async () => {
  browser = await openImportMapBrowser()
})
afterAll(() => browser?.[Symbol.asyncDispose]())

/** What the browser says and what `resolveSpecifier` says, each as `specifier from parent → URL or null`. */
async function answersOf(json: unknown, questions: readonly Question[]) {
  const map = parseImportMap(json, pageUrl)
  const ours = questions.map(({ parent, specifier }) => {
    try {
      return resolveSpecifier(map, specifier, parent)
    } catch {
      return null
    }
  })
  const theirs = await browser.ask(json, pageUrl, questions)
  const rows = (answers: readonly (string | null)[]) =>
    questions.map(({ parent, specifier }, i) => `${JSON.stringify(specifier)} from ${parent} → ${answers[i]}`)
  return { ours: rows(ours), theirs: rows(theirs) }
}

describe('every map of the table, asked for every specifier of the table from every parent', () => {
  const parents = [...new Set(resolutionCases.flatMap(({ answers }) => Object.keys(answers)))]
  const specifiers = [
    ...new Set(resolutionCases.flatMap(({ answers }) => Object.values(answers).flatMap(row => Object.keys(row)))),
  ]
  const questions = parents.flatMap(parent => specifiers.map(specifier => ({ parent, specifier })))

  test.each(resolutionCases)('$name', async ({ map }) => {
    const { ours, theirs } = await answersOf(map, questions)
    expect(theirs.length).toBeGreaterThan(2000)
    expect(ours).toEqual(theirs)
  })
})

describe('maps at random', () => {
  const words =
    'a a/ a/b a/b/ a/../b b/ a// . ./ ../ / ./a /js/ /js/a //cdn.test/ x%20y/ http://cdn.test http://cdn.test/x/ ' +
    'http://cdn.test/x/?q=/ ws://a/ http://[ %2e/ /js/?/'
  const address = fc.constantFrom(...words.split(' '))
  // No addresses of this kind: Node's URL parser gets relative URLs to them wrong (`js#x` to `data:a/`).
  const text = fc.constantFrom(...words.split(' '), 'data:a/')
  const specifierMap = fc.dictionary(
    text,
    fc.oneof({ weight: 8, arbitrary: address }, { weight: 1, arbitrary: fc.constantFrom(null, 1) }),
    { maxKeys: 6 },
  )
  const importMap = fc.record({ imports: specifierMap, scopes: fc.dictionary(text, specifierMap, { maxKeys: 4 }) })
  const specifier = fc
    .tuple(text, fc.constantFrom('', '', 'b', '../b', '/', '%2E./b', '\\..', '?/', '#/'))
    .map(([a, b]) => a + b)

  const parents = [
    'http://shop.test/js/a',
    'http://shop.test/js/a/b.js',
    'http://shop.test/x.js',
    'http://cdn.test/x/y.js',
  ]
  const seed = Number(process.env.FEDMAP_SEED ?? 20)
  const specifiers = [...new Set(fc.sample(specifier, { numRuns: 300, seed }))]
  const questions = parents.flatMap(parent => specifiers.map(specifier => ({ parent, specifier })))

  test(`50 of them, seed ${seed} (FEDMAP_SEED sets another)`, async () => {
    for (const map of fc.sample(importMap, { numRuns: 50, seed })) {
      const { ours, theirs } = await answersOf(map, questions)
      expect(ours, JSON.stringify(map)).toEqual(theirs)
    }
  })
})

test.each([
  [1],
  [null],
  [[]],
  ['{}'],
  [{ imports: null }],
  [{ imports: [] }],
  [{ scopes: 1 }],
  [{ scopes: { '/a/': [] } }],
  [{ integrity: 1 }],
])('%j is refused by both', async json => {
  await expect(browser.ask(json, pageUrl, [])).rejects.toThrow(TypeError)
  expect(() => parseImportMap(json, pageUrl)).toThrow(/FED-30[12]/)
})
