import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Mall, openMall } from '../testing/open-mall.js'

let mall: Mall
beforeEach(async () => {
  mall = await openMall()
})
afterEach(() => mall.close())

describe('fedmap suggest', () => {
  test('finds nothing where nothing can be saved', async () => {
    expect((await mall.fedmap('suggest')).stdout).toContain('No single range')
  })

  test('finds the range that costs a copy', async () => {
    await mall.writeMap({ imports: { ...(await mall.readMap()).imports, cart: mall.urlOf('cart/2.0.0') } })
    const { code, stdout } = await mall.fedmap('suggest', '--json')
    expect([code, JSON.parse(stdout).suggestions[0]]).toMatchObject([
      0,
      { packages: ['react'], saves: { copies: 1, bytes: 3000 } },
    ])
  })
})
