import { describe, expect, test } from 'vitest'
import { deployTwice } from '../testing/deploy-twice.js'
import { useMall } from '../testing/use-mall.js'

const mall = useMall(deployTwice)

describe('fedmap diff', () => {
  test('compares revisions, and a revision with what is in force', async () => {
    const changes = (...args: string[]) => mall.report('diff', ...args)
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
