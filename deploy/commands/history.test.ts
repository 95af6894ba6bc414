import { readFile, writeFile } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Mall, openMall } from '../testing/open-mall.js'

let mall: Mall
beforeEach(async () => {
  mall = await openMall()
  await mall.fedmap('deploy', 'cart', mall.urlOf('cart/1.1.0'), '--by', 'ada')
  await mall.fedmap('deploy', 'cart', mall.urlOf('cart/2.0.0'), '-m', 'react 19')
}, 60_000)
afterEach(() => mall.close())

const cart = async () => (await mall.readMap()).imports.cart?.match(/\d\.\d\.\d/)?.[0]

describe('fedmap history', () => {
  it('lists what was in force, the latest first', async () => {
    const { stdout } = await mall.fedmap('history', '--json')
    const { revision, edits, history } = JSON.parse(stdout)
    expect([revision, edits]).toEqual([3, []])
    expect(history).toMatchObject([
      { revision: 3, parent: 2, action: 'deploy', message: 'react 19', changes: [{ name: 'cart' }] },
      { revision: 2, parent: 1, action: 'deploy', by: 'ada', changes: [{ name: 'cart' }] },
      { revision: 1, parent: 0, action: 'edit', changes: [] },
    ])
    expect(JSON.parse((await mall.fedmap('history', '--json', '--limit', '1')).stdout).history).toEqual([history[0]])
  })

  it('tells what was edited by hand since, and the next deploy makes a revision of it', async () => {
    const map = await mall.readMap()
    await mall.writeMap({ ...map, imports: { ...map.imports, moment: 'https://cdn.example/moment.js' } })
    expect(JSON.parse((await mall.fedmap('history', '--json')).stdout).edits).toMatchObject([{ name: 'moment' }])
    await mall.fedmap('deploy', '--no-files', 'cart', mall.urlOf('cart/1.0.0'))
    expect(JSON.parse((await mall.fedmap('history', '--json')).stdout).history.slice(0, 2)).toMatchObject([
      { revision: 5, action: 'deploy', changes: [{ name: 'cart' }] },
      { revision: 4, action: 'edit', changes: [{ name: 'moment' }] },
    ])
  })

  it.each([
    ['is no JSON any more', '{"imports": {', true],
    ['has lost its number', '{"imports": {}}', false],
  ])('lists what there was where the map %s', async (_case, text, isDamaged) => {
    await writeFile(mall.map, text)
    const { code, stdout } = await mall.fedmap('history', '--json')
    const { history, ...rest } = JSON.parse(stdout)
    expect([code, rest.isDamaged, history.length]).toEqual([0, isDamaged, 3])
    expect((await mall.fedmap('history')).stdout.includes('no JSON object')).toBe(isDamaged)
    expect((await mall.fedmap('rollback')).code).toBe(0)
    expect(await cart()).toBe('2.0.0')
  })

  it('tells of variants too', async () => {
    await mall.fedmap('canary', 'next', 'cart', mall.urlOf('cart/1.0.0'), '--percent', '5')
    await mall.fedmap('canary', 'next', '--stop')
    const { history } = JSON.parse((await mall.fedmap('history', '--json', '--limit', '2')).stdout)
    expect(history).toMatchObject([
      { action: 'canary', changes: [{ name: 'variant next', from: { percent: 5 } }] },
      { action: 'canary', changes: [{ name: 'variant next', to: { percent: 5 } }] },
    ])
  })

  it('does not list a deploy that never came into force', async () => {
    const entry = `${mall.folder}/.importmap/history/00000003.json`
    await writeFile(
      `${mall.folder}/.importmap/history/00000004.json`,
      (await readFile(entry, 'utf8')).replaceAll('"revision": 3', '"revision": 4'),
    )
    await mall.fedmap('deploy', 'cart', mall.urlOf('cart/1.0.0'))
    const { history } = JSON.parse((await mall.fedmap('history', '--json')).stdout)
    expect(history.map(({ revision }: { revision: number }) => revision)).toEqual([5, 3, 2, 1])
  })
})

describe('fedmap rollback', () => {
  it('goes back step by step, not forth again', async () => {
    const seen = [await cart()]
    for (let step = 0; step < 2; step++) {
      expect((await mall.fedmap('rollback')).code).toBe(0)
      seen.push(await cart())
    }
    expect(seen).toEqual(['2.0.0', '1.1.0', '1.0.0'])
    const { code, stdout } = await mall.fedmap('rollback', '--json')
    expect([code, JSON.parse(stdout).error.code]).toEqual([3, 'FED-616'])
  })

  it('says what comes back', async () => {
    expect((await mall.fedmap('rollback')).stdout).toBe(`cart  2.0.0 → 1.1.0
done: the map of revision 2 is in force again, as revision 4
`)
  })

  it('goes to the revision that is named, and can be rolled back itself', async () => {
    await mall.fedmap('rollback', '--to', '1')
    expect(await cart()).toBe('1.0.0')
    await mall.fedmap('rollback', '--to', '3')
    expect([await cart(), (await mall.readMap()).fedmap?.revision]).toEqual(['2.0.0', 5])
  })

  it('needs no server', async () => {
    await mall.server.close()
    expect((await mall.fedmap('rollback')).code).toBe(0)
    expect(await cart()).toBe('1.1.0')
  })

  it('takes an edit by hand back, and keeps it in the history', async () => {
    const map = await mall.readMap()
    await mall.writeMap({ ...map, imports: { cart: 'https://broken.example/federation.json' } })
    await mall.fedmap('rollback')
    expect((await mall.readMap()).imports).toEqual(map.imports)
    await mall.fedmap('rollback', '--to', '4')
    expect((await mall.readMap()).imports).toEqual({ cart: 'https://broken.example/federation.json' })
  })

  it('brings back a map that is no JSON any more', async () => {
    const map = await mall.readMap()
    await writeFile(mall.map, '{"imports": {')
    expect((await mall.fedmap('rollback')).code).toBe(0)
    expect((await mall.readMap()).imports).toEqual(map.imports)
  })

  it('takes one entry back, and leaves the others', async () => {
    await mall.fedmap('deploy', 'search', mall.urlOf('catalog/1.0.0'))
    expect((await mall.fedmap('rollback', 'cart')).code).toBe(0)
    expect(await mall.readMap()).toMatchObject({
      imports: { cart: mall.urlOf('cart/1.1.0'), search: mall.urlOf('catalog/1.0.0') },
    })
    expect((await mall.fedmap('rollback', 'cart', '--to', '1')).code).toBe(0)
    expect(await cart()).toBe('1.0.0')
    expect(JSON.parse((await mall.fedmap('rollback', '--json', 'catalog')).stdout).error.code).toBe('FED-616')
  })

  it('takes an entry off again that was added', async () => {
    await mall.fedmap('deploy', 'promo', mall.urlOf('cart/1.0.0'))
    await mall.fedmap('rollback', 'promo')
    expect(Object.keys((await mall.readMap()).imports)).toEqual(['cart', 'catalog', 'search'])
  })

  it('refuses to take back what others need by now', async () => {
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

  it.each([
    [['--to', '99'], 3],
    [['--to', '0'], 2],
    [['--to', 'x'], 2],
  ])('refuses %s', async (args, code) => {
    expect((await mall.fedmap('rollback', ...args)).code).toBe(code)
    expect(await cart()).toBe('2.0.0')
  })
})

describe('fedmap diff', () => {
  it('compares revisions, and a revision with what is in force', async () => {
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

  it('is for people too', async () => {
    const { stdout } = await mall.fedmap('diff', '1', '3')
    expect(stdout).toBe('cart  1.0.0 → 2.0.0\n')
  })
})
