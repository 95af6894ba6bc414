import { describe, expect, test } from 'vitest'
import { useMall } from '../testing/use-mall.js'

const mall = useMall()

describe('fedmap suggest', () => {
  test('finds nothing where nothing can be saved', async () => {
    expect((await mall.fedmap('suggest')).stdout).toContain('No single range')
  })

  test('finds the range that costs a copy', async () => {
    await mall.writeMap({ imports: { ...(await mall.readMap()).imports, cart: mall.urlOf('cart/2.0.0') } })
    const { code, suggestions } = await mall.report('suggest')
    expect([code, suggestions[0]]).toMatchObject([0, { packages: ['react'], saves: { copies: 1, bytes: 3000 } }])
  })
})
