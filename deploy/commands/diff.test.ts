import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { deployTwice } from '../testing/deploy-twice.js'
import { type Mall, openMall } from '../testing/open-mall.js'

let mall: Mall
beforeEach(async () => {
  mall = await openMall()
  await deployTwice(mall)
})
afterEach(() => mall.close())

describe('fedmap diff', () => {
  test('compares revisions, and a revision with what is in force', async () => {
    const changes = async (...args: string[]) => JSON.parse((await mall.fedmap('diff', '--json', ...args)).stdout)
    expect(await changes('1', '2')).toMatchObject({
      imports: [{ name: 'cart', to: mall.urlOf('cart/1.1.0') }],
      other: [],
    })
    expect(await changes('2', '2')).toMatchObject({ imports: [], other: [] })
    const map = await mall.readMap()
    await mall.writeMap({ ...map, fedmap: { ...map.fedmap, host: 'cart' }, scopes: { '/a/': { b: '/c.js' } } })
    expect(await changes('3')).toMatchObject({ imports: [], other: [{ name: '/a/' }, { name: 'host', to: 'cart' }] })
  })

  test('is for people too', async () => {
    const { stdout } = await mall.fedmap('diff', '1', '3')
    expect(stdout).toBe('cart  1.0.0 → 2.0.0\n')
  })
})
