import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { deployTwice } from '../testing/deploy-twice.js'
import { versionOf } from '../testing/open-mall.js'
import { useMall } from '../testing/use-mall.js'

const mall = useMall(deployTwice)

const cart = () => versionOf('cart', mall)

describe('fedmap rollback', () => {
  test('goes back step by step, not forth again', async () => {
    const seen = [await cart()]
    for (let step = 0; step < 2; step++) {
      expect((await mall.fedmap('rollback')).code).toBe(0)
      seen.push(await cart())
    }
    expect(seen).toEqual(['2.0.0', '1.1.0', '1.0.0'])
    const { code, error } = await mall.report('rollback')
    expect([code, error.code]).toEqual([3, 'FED-616'])
  })

  test('says what comes back', async () => {
    expect((await mall.fedmap('rollback')).stdout).toBe(`cart  2.0.0 → 1.1.0
done: the map of revision 2 is in force again, as revision 4
`)
  })

  test('goes to the revision that is named, and can be rolled back itself', async () => {
    await mall.fedmap('rollback', '--to', '1')
    expect(await cart()).toBe('1.0.0')
    await mall.fedmap('rollback', '--to', '3')
    expect([await cart(), (await mall.readMap()).fedmap?.revision]).toEqual(['2.0.0', 5])
  })

  test('needs no server', async () => {
    await mall.server.close()
    expect((await mall.fedmap('rollback')).code).toBe(0)
    expect(await cart()).toBe('1.1.0')
  })

  test('takes an edit by hand back, and keeps it in the history', async () => {
    const map = await mall.readMap()
    await mall.writeMap({ ...map, imports: { cart: 'https://broken.example/federation.json' } })
    await mall.fedmap('rollback')
    expect((await mall.readMap()).imports).toEqual(map.imports)
    await mall.fedmap('rollback', '--to', '4')
    expect((await mall.readMap()).imports).toEqual({ cart: 'https://broken.example/federation.json' })
  })

  test('brings back a map that is no JSON any more', async () => {
    const map = await mall.readMap()
    await writeFile(mall.map, '{"imports": {')
    expect((await mall.fedmap('rollback')).code).toBe(0)
    expect((await mall.readMap()).imports).toEqual(map.imports)
  })

  test('takes one entry back, and leaves the others', async () => {
    await mall.fedmap('deploy', 'search', mall.urlOf('catalog/1.0.0'))
    expect((await mall.fedmap('rollback', 'cart')).code).toBe(0)
    expect(await mall.readMap()).toMatchObject({
      imports: { cart: mall.urlOf('cart/1.1.0'), search: mall.urlOf('catalog/1.0.0') },
    })
    expect((await mall.fedmap('rollback', 'cart', '--to', '1')).code).toBe(0)
    expect(await cart()).toBe('1.0.0')
    expect((await mall.report('rollback', 'catalog')).error.code).toBe('FED-616')
  })

  test.each([[['rollback', 'cart']], [['rollback']]])(
    'goes further back with an entry after %j, not forth again',
    async first => {
      await mall.fedmap(...first)
      expect(await cart()).toBe('1.1.0')
      await mall.fedmap('rollback', 'cart')
      expect(await cart()).toBe('1.0.0')
      const { code, error } = await mall.report('rollback', 'cart')
      expect([code, error.code, await cart()]).toEqual([3, 'FED-616', '1.0.0'])
      await mall.fedmap('deploy', 'cart', mall.urlOf('cart/2.0.0'))
      await mall.fedmap('rollback', 'cart')
      expect(await cart()).toBe('1.0.0')
    },
  )

  test('takes one entry of a composed map back while another cannot be reached, with --no-compose', async () => {
    await mall.fedmap('compose')
    await rm(join(mall.folder, 'cdn/search'), { recursive: true })
    const { code, error } = await mall.report('rollback', 'cart')
    expect([code, error.message]).toEqual([3, expect.stringMatching(/FED-623 .*--no-compose/)])
    expect((await mall.fedmap('rollback', 'cart', '--no-compose')).code).toBe(0)
    expect([await cart(), (await mall.readMap()).fedmap?.from]).toEqual(['1.1.0', undefined])
  })

  test('takes an entry further back than a rollback of the map did', async () => {
    await mall.fedmap('rollback')
    await mall.fedmap('deploy', 'search', mall.urlOf('catalog/1.0.0'))
    await mall.fedmap('rollback', 'cart')
    expect(await cart()).toBe('1.0.0')
  })

  test('takes an entry off again that was added', async () => {
    await mall.fedmap('deploy', 'promo', mall.urlOf('cart/1.0.0'))
    await mall.fedmap('rollback', 'promo')
    expect(Object.keys((await mall.readMap()).imports)).toEqual(['cart', 'catalog', 'search'])
  })

  test.each([
    ['nope', 'cart, catalog, search'],
    ['cart/Widget', 'cart, catalog, search'],
  ])('names the entries that there are for %s, which people did not write', async (name, names) => {
    await mall.fedmap('compose')
    await mall.fedmap('deploy', 'cart', mall.urlOf('cart/1.0.0'))
    expect((await mall.readMap()).imports).toHaveProperty(['cart/Widget'])
    const { code, error } = await mall.report('rollback', name)
    expect([code, error.code, error.message]).toEqual([
      3,
      'FED-622',
      expect.stringContaining(`${name}. It has ${names}.`),
    ])
  })

  test('refuses to take back what others need by now', async () => {
    await mall.fedmap(
      'deploy',
      '--force',
      'catalog',
      mall.urlOf('catalog/2.0.0'),
      'search',
      mall.urlOf('catalog/2.0.0'),
    )
    await mall.fedmap('deploy', 'catalog', mall.urlOf('catalog/1.0.0'))
    await mall.fedmap('deploy', 'search', mall.urlOf('search/1.0.0'))
    const { code, stdout } = await mall.fedmap('rollback', 'catalog')
    expect([code, stdout]).toEqual([1, expect.stringContaining('search imports catalog/Widget')])
  })

  test.each([
    [['--to', '99'], 3],
    [['--to', '0'], 2],
    [['--to', 'x'], 2],
  ])('refuses %s', async (args, code) => {
    expect((await mall.fedmap('rollback', ...args)).code).toBe(code)
    expect(await cart()).toBe('2.0.0')
  })
})
