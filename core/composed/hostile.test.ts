import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import {
  FederationError,
  parseManifest,
  type Remote,
  readComposed,
  readPageMap,
  readPlacements,
  resolveShared,
  toComposed,
  writeComposed,
} from '../index.js'
import { realisticManifest } from '../manifest/testing/realistic-manifest.js'
import { shop } from './testing/shop.js'

// The number of runs is fixed, their time is not.
vi.setConfig({ testTimeout: 3_600_000 })

/** How many hostile inputs of each kind; `npm run fuzz` sets the variable. */
const numRuns = Number(process.env.FEDMAP_FUZZ ?? 1000)

const base = 'https://evil.test/r/'
const bases = [base, ...shop.map(remote => remote.base)]

/** What an attacker, or a broken server, puts where something else belongs. */
const hostile = fc.oneof(
  fc.constantFrom<unknown>(
    ...[
      '../x.js',
      '/x.js',
      '//evil.test/x.js',
      'https://elsewhere.test/x.js',
      'data:text/javascript,1',
      'javascript:1',
    ],
    ...['..%2fx.js', '%2e%2e/x.js', '..\\x.js', './/x', '', '.', '__proto__', 'constructor', '*', '^1.0.0', '>=0 || x'],
    ...[null, true, 0, -1, 1e99, [], {}, [[]], { __proto__: 1 }, JSON.parse('{"__proto__":{"file":"x"}}')],
    ...['react', 'cart', 'cart/Widget', 'x'.repeat(10_000), Array(500).fill('react')],
  ),
  fc.jsonValue({ maxDepth: 3 }),
)

/** A sound document with some values, or keys, replaced. */
const mutated = (make: () => unknown) =>
  fc.array(fc.tuple(fc.nat(), fc.boolean(), hostile), { minLength: 1, maxLength: 4 }).map(changes => {
    const json = JSON.parse(JSON.stringify(make()))
    for (const [at, isKey, value] of changes) {
      const places = placesOf(json)
      const { holder, key } = places[at % places.length] as Place
      if (isKey && typeof value === 'string' && !Array.isArray(holder)) holder[value] = structuredClone(holder[key])
      else holder[key] = structuredClone(value)
    }
    return json
  })

interface Place {
  readonly holder: Record<string, unknown>
  readonly key: string
}

function placesOf(json: unknown): readonly Place[] {
  if (typeof json !== 'object' || json === null) return []
  const holder = json as Record<string, unknown>
  // An own `__proto__` is a place too, and what it holds is not looked into: reading it would give the real prototype.
  return Object.keys(holder).flatMap(key => [{ holder, key }, ...(key === '__proto__' ? [] : placesOf(holder[key]))])
}

/** Runs what may refuse its input; anything thrown but a FederationError fails the test. */
function unlessRefused<T>(run: () => T): T | undefined {
  try {
    return run()
  } catch (error) {
    if (error instanceof FederationError) return undefined
    throw error
  }
}

test('a hostile manifest is refused, or makes a map within the bases that it was given', () => {
  let refused = 0
  fc.assert(
    fc.property(mutated(realisticManifest), json => {
      const manifest = unlessRefused(() => parseManifest(json, `${base}federation.json`))
      if (!manifest) return void refused++
      const remotes: readonly Remote[] = [...shop, { name: 'evil', base, manifest }]
      const { map, closures, css } = toComposed(resolveShared(remotes), readPageMap({}, base).written)
      const urls = [map.imports, ...Object.values(map.scopes)].flatMap(specifiers => Object.values(specifiers))
      const files = [...urls, ...Object.values(closures).flat(), ...Object.values(css).flat()]
      const outside = files.filter(url => !bases.some(base => new URL(url as string).href.startsWith(base)))
      expect(outside).toEqual([])
      for (const { name, base } of shop) {
        const own = Object.entries(map.imports).filter(([key]) => key === name || key.startsWith(`${name}/`))
        for (const [, url] of own) expect(url?.startsWith(base)).toBe(true)
      }
      expect(({} as { file?: unknown }).file).toBeUndefined()
    }),
    { numRuns },
  )
  expect(refused).toBeGreaterThan(numRuns / 10)
})

test('a hostile importmap.json is refused, or read without harm', () => {
  const url = 'https://shop.test/importmap.json'
  const composedMap = () => {
    const byHand = { imports: Object.fromEntries(shop.map(({ name, base }) => [name, `${base}federation.json`])) }
    return writeComposed(byHand, readPageMap(byHand, url), resolveShared(shop))
  }
  fc.assert(
    fc.property(fc.oneof(mutated(composedMap), fc.jsonValue()), json => {
      const page = unlessRefused(() => readPageMap(json, url))
      if (!page) return
      unlessRefused(() => readComposed(page, 'system'))
      unlessRefused(() => readPlacements(page))
      unlessRefused(() => writeComposed(json as Record<string, unknown>, page, resolveShared(shop)))
      expect(({} as { imports?: unknown }).imports).toBeUndefined()
    }),
    { numRuns },
  )
})
