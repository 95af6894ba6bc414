import { describe, expect, test } from 'vitest'
import { chooseVariant, type MapWithVariants, type Variant } from './choose-variant.js'

const stable = 'https://cdn.example/cart/1.0.0/federation.json'
const next = 'https://cdn.example/cart/2.0.0/federation.json'
const mapWith = (rules: Omit<Variant, 'imports'>): MapWithVariants => ({
  imports: { cart: stable, search: 'https://cdn.example/search/federation.json' },
  fedmap: { variants: { canary: { imports: { cart: next }, ...rules } } },
})
const visitors = Array.from({ length: 10_000 }, (_, at) => `visitor-${at}`)
const chosenAt = (percent: number, name = 'canary') => {
  const map = { fedmap: { variants: { [name]: { imports: {}, percent } } } }
  return new Set(visitors.filter(key => chooseVariant(map, { key }).variant === name))
}

describe('by query and cookie', () => {
  test.each([
    ['?canary', '', true],
    ['?a=b&canary=1', '', true],
    ['?canary=0', '', false],
    ['', 'canary=1', true],
    ['', 'a=b; canary=yes; c=d', true],
    ['', 'canary=0', false],
    ['', 'notcanary=1', false],
    ['', 'canary', false],
    ['?canary=0', 'canary=1', false],
    ['?canary', 'canary=0', true],
    ['?other', '', false],
    [undefined, undefined, false],
  ])('%s, %s: %s', (query, cookie, isChosen) => {
    const { map, variant } = chooseVariant(mapWith({ query: 'canary', cookie: 'canary' }), { query, cookie })
    expect([variant, map.imports?.cart]).toEqual(isChosen ? ['canary', next] : [undefined, stable])
  })

  test('keeps a visitor out of the percentage too', () => {
    const map = mapWith({ cookie: 'canary', percent: 100 })
    expect(chooseVariant(map, { key: 'a' }).variant).toBe('canary')
    expect(chooseVariant(map, { key: 'a', cookie: 'canary=0' }).variant).toBeUndefined()
  })
})

test('goes on where people wrote no variant', () => {
  const map = { ...mapWith({}), fedmap: { variants: { a: null as never, canary: { imports: {}, percent: 100 } } } }
  expect(chooseVariant(map, { key: 'a' }).variant).toBe('canary')
})

describe('by percentage', () => {
  test.each([0, 0.5, 5, 50, 99, 100])('%f %% of visitors, within what chance allows', percent => {
    const expected = (visitors.length * percent) / 100
    const deviation = Math.sqrt(expected * (1 - percent / 100))
    expect(Math.abs(chosenAt(percent).size - expected)).toBeLessThanOrEqual(4 * deviation)
  })

  test('is sticky: more percent keep whom they had', () => {
    const [few, many] = [chosenAt(5), chosenAt(20)]
    expect([...few].every(key => many.has(key))).toBe(true)
  })

  test('chooses others for another variant', () => {
    const [one, other] = [chosenAt(50, 'a'), chosenAt(50, 'b')]
    const both = [...one].filter(key => other.has(key)).length
    expect(both / visitors.length).toBeGreaterThan(0.2)
    expect(both / visitors.length).toBeLessThan(0.3)
  })

  test('takes nobody of whom it knows no key', () => {
    expect(chooseVariant(mapWith({ percent: 100 }), {}).variant).toBeUndefined()
  })
})

describe('the map', () => {
  test("is the same object where no variant is chosen, and else changed in the variant's entries only", () => {
    const map = mapWith({ query: 'canary' })
    expect(chooseVariant(map, {}).map).toBe(map)
    expect(chooseVariant(map, { query: '?canary' }).map).toEqual({ ...map, imports: { ...map.imports, cart: next } })
  })

  test('is that of the first variant by name, where several are for the visitor', () => {
    const variants = { b: { imports: { cart: stable }, percent: 100 }, a: { imports: { cart: next }, percent: 100 } }
    const { map, variant } = chooseVariant({ imports: {}, fedmap: { variants } }, { key: 'x' })
    expect([variant, map.imports]).toEqual(['a', { cart: next }])
  })

  test('may have no variants, or nothing at all', () => {
    expect(chooseVariant({}, { key: 'a' })).toEqual({ map: {} })
  })
})
