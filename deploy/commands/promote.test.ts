import { describe, expect, test } from 'vitest'
import { openFileStore } from '../store/file-store.js'
import { readChain } from '../testing/read-chain.js'
import { useMall } from '../testing/use-mall.js'

const mall = useMall()

describe('fedmap promote', () => {
  test('deploys the variant for everyone, as one change', async () => {
    await mall.fedmap('compose')
    await mall.fedmap(
      'canary',
      'next',
      'cart',
      mall.urlOf('cart/2.0.0'),
      'promo',
      mall.urlOf('cart/1.0.0'),
      '--percent',
      '5',
    )
    const { code } = await mall.fedmap('promote', 'next')
    const { imports, fedmap } = await mall.readMap()
    expect([code, imports.cart, fedmap?.variants]).toEqual([0, mall.urlOf('cart/2.0.0'), undefined])
    expect(fedmap?.from).toMatchObject({ cart: mall.urlOf('cart/2.0.0') })
    expect((await readChain(openFileStore(mall.map)))[0]).toMatchObject({
      action: 'promote',
      changed: ['cart', 'promo'],
    })
  })

  test('composes as the map is, or as it is told', async () => {
    await mall.fedmap('canary', 'next', 'cart', mall.urlOf('cart/2.0.0'), '--percent', '5')
    await mall.fedmap('promote', 'next', '--compose')
    expect((await mall.readMap()).fedmap?.from).toBeDefined()
    await mall.fedmap('canary', 'next', 'cart', mall.urlOf('cart/1.0.0'), '--percent', '5')
    await mall.fedmap('promote', 'next', '--no-compose')
    expect((await mall.readMap()).fedmap?.from).toBeUndefined()
  })

  test('knows no variant that is not there', async () => {
    const { code, error } = await mall.report('promote', 'next')
    expect([code, error.code]).toEqual([3, 'FED-622'])
  })
})
