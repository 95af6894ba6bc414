import { describe, expect, test } from 'vitest'
import { chooseVariant } from '../../core/page/choose-variant.js'
import { useMall } from '../testing/use-mall.js'

const mall = useMall()

describe('fedmap canary', () => {
  test('gives some visitors other entries, and nobody else', async () => {
    const before = await mall.readMap()
    const { code } = await mall.fedmap(
      'canary',
      'next',
      'cart',
      mall.urlOf('cart/2.0.0'),
      '--percent',
      '5',
      '--query',
      'next',
    )
    const map = await mall.readMap()
    expect([code, map.imports]).toEqual([0, before.imports])
    expect(chooseVariant(map, { query: '?next' })).toMatchObject({
      variant: 'next',
      map: { imports: { cart: mall.urlOf('cart/2.0.0') } },
    })
    expect(chooseVariant(map, {}).map.imports?.cart).toBe(mall.urlOf('cart/1.0.0'))
  })

  test('changes its rules, keeps its entries, and stops', async () => {
    await mall.fedmap('canary', 'next', 'cart', mall.urlOf('cart/2.0.0'), '--percent', '5', '--query', 'next')
    await mall.fedmap('canary', 'next', '--percent', '20')
    expect((await mall.readMap()).fedmap?.variants).toEqual({
      next: { imports: { cart: mall.urlOf('cart/2.0.0') }, percent: 20, query: 'next' },
    })
    await mall.fedmap('canary', 'next', '--stop')
    expect(Object.keys((await mall.readMap()).fedmap ?? {})).toEqual(['revision'])
  })

  test('leaves a composed map composed', async () => {
    await mall.fedmap('compose')
    const { fedmap } = await mall.readMap()
    await mall.fedmap('canary', 'next', 'cart', mall.urlOf('cart/2.0.0'), '--percent', '5')
    expect((await mall.readMap()).fedmap).toMatchObject({ from: fedmap?.from, variants: { next: {} } })
  })

  test.each([
    ['that breaks the page for them', ['next', 'search', 'search/2.0.0', '--percent', '5'], 1],
    ['that is for nobody', ['next', 'cart', 'cart/2.0.0'], 2],
    ['without entries that is not there', ['next', '--percent', '5'], 3],
    ['without a name', ['', 'cart', 'cart/2.0.0', '--percent', '5'], 2],
    ['that is to stop and to go on', ['next', '--stop', '--percent', '5'], 2],
    ['of more than all', ['next', 'cart', 'cart/2.0.0', '--percent', '101'], 2],
    ['for a cookie without a name', ['next', 'cart', 'cart/2.0.0', '--cookie', ''], 2],
    ['for a cookie that there cannot be', ['next', 'cart', 'cart/2.0.0', '--cookie', 'a;b'], 2],
    ['for a parameter without a name', ['next', 'cart', 'cart/2.0.0', '--query', ''], 2],
  ])('refuses one %s', async (_case, args, code) => {
    const before = await mall.readMap()
    const result = await mall.fedmap('canary', ...args.map(arg => (arg.includes('/') ? mall.urlOf(arg) : arg)))
    expect([result.code, await mall.readMap()]).toEqual([code, before])
  })
})
