import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readComposed, readPageMap } from '../../core/index.js'
import { useMall } from '../testing/use-mall.js'
import { copyOf, sharing, writeRemote } from '../testing/write-remote.js'
import { writeShop } from '../testing/write-shop.js'

const mall = useMall()

const check = (...args: string[]) => mall.report('check', ...args)

const edit = async (imports: Record<string, string>) => {
  const map = await mall.readMap()
  await mall.writeMap({ ...map, imports: { ...map.imports, ...imports } })
}

describe('fedmap check', () => {
  test('finds nothing wrong where nothing is', async () => {
    expect(await check()).toMatchObject({
      code: 0,
      broken: [],
      warnings: [],
      remotes: 3,
      copies: [{ package: 'react' }],
    })
    const { code, stdout } = await mall.fedmap('check')
    expect([code, stdout]).toEqual([0, expect.stringContaining('all is well')])
  })

  test.each([
    ['a remote that is gone', () => rm(join(mall.folder, 'cdn/cart'), { recursive: true }), /^FED-403 .* of cart /],
    ['a remote that nothing serves', () => edit({ search: mall.urlOf('search/2.0.0') }), /^search is rejected/],
    ['an expose that is gone', () => edit({ catalog: mall.urlOf('catalog/2.0.0') }), /^search imports catalog\/Widget/],
    [
      'a file that was changed',
      () => writeFile(join(mall.folder, 'cdn/cart/1.0.0/esm/Widget-11111111.js'), 'evil()'),
      /cart\/1.0.0\/esm\/Widget-11111111.js is not the file that was built/,
    ],
    [
      'a stylesheet that is gone',
      () => rm(join(mall.folder, 'cdn/search/1.0.0/assets/Widget-22222222.css')),
      /Widget-22222222.css the server answers 404/,
    ],
    [
      'a plain module that is gone',
      () => edit({ moment: `${mall.server.origin}/moment.js` }),
      /moment.js the server answers 404/,
    ],
    [
      'a manifest that the map means another of',
      async () => {
        const map = await mall.readMap()
        await mall.writeMap({ ...map, integrity: { [mall.urlOf('cart/1.0.0')]: `sha384-${'A'.repeat(64)}` } })
      },
      /^FED-403 .* of cart .* integrity/,
    ],
    [
      'a plain module that was changed',
      async () => {
        const moment = mall.urlOf('cart/1.0.0').replace('federation.json', 'system/Widget-11111111.js')
        await edit({ moment })
        await mall.writeMap({ ...(await mall.readMap()), integrity: { [moment]: 'sha384-AAAA' } })
      },
      /Widget-11111111.js is not the file that was built/,
    ],
  ])('finds %s', async (_case, breakIt, why) => {
    await breakIt()
    expect(await check()).toMatchObject({ code: 1, broken: [expect.stringMatching(why)] })
  })

  test('warns of an entry that pages leave out, and of who is out of its range', async () => {
    const only = (range: string, version: string) => ({
      react: { ...sharing(range, copyOf('react', version)), singleton: true },
    })
    await writeRemote(join(mall.folder, 'cdn/old/1.0.0'), { name: 'old', shared: only('^16.0.0', '16.14.0') })
    await writeRemote(join(mall.folder, 'cdn/new/1.0.0'), { name: 'new', shared: only('^17.0.0', '17.0.2') })
    const imports = { old: mall.urlOf('old/1.0.0'), new: mall.urlOf('new/1.0.0') }
    await mall.writeMap({ imports: { ...imports, moment: 7 } })
    expect(await check()).toMatchObject({
      code: 0,
      warnings: [expect.stringContaining('"moment" is blocked'), expect.stringMatching(/^\w+ is warned: /)],
    })
  })

  test('warns of what is imported of a remote that the map does not have', async () => {
    const remote = (name: string) => ({ [name]: mall.urlOf(`${name}/1.0.0`) })
    await mall.writeMap({ imports: { ...remote('cart'), ...remote('search') } })
    const warnings = ['search imports catalog/Widget in Widget-11111111.js, which the map does not have.']
    expect(await check()).toMatchObject({ code: 0, broken: [], warnings })
    await edit({ 'catalog/': `${mall.server.origin}/catalog/1.0.0/system/` })
    expect((await check('--no-files')).warnings).toEqual([])
  })

  test('says nothing of what is imported from a Module Federation remote that cannot be reached', async () => {
    const catalog = await writeShop(mall)
    await edit({ catalog })
    await rm(join(mall.folder, 'cdn/shop/mf-manifest.json'))
    expect(await check()).toMatchObject({ code: 1, broken: [expect.stringMatching(/^FED-403 .* of catalog /)] })
  })

  test.each([
    [{ imports: [] }, 'FED-302'],
    [[], 'FED-301'],
  ])('names the map that is none, %j', async (map, errorCode) => {
    await mall.writeMap(map)
    const { code, stderr } = await mall.fedmap('check')
    expect([code, stderr]).toEqual([3, expect.stringContaining(errorCode)])
    expect(stderr).not.toContain('nowhere')
  })

  test('reads a map with a byte order mark, as pages do', async () => {
    await writeFile(mall.map, `\uFEFF${JSON.stringify(await mall.readMap())}`)
    expect(await check()).toMatchObject({ code: 0, remotes: 3 })
    expect((await mall.fedmap('deploy', '--no-files', 'cart', mall.urlOf('cart/1.1.0'))).code).toBe(0)
    expect((await mall.readMap()).imports.cart).toBe(mall.urlOf('cart/1.1.0'))
  })

  test('looks at no file with --no-files', async () => {
    await rm(join(mall.folder, 'cdn/cart/1.0.0/system'), { recursive: true })
    expect(await check('--no-files')).toMatchObject({ code: 0, files: 0 })
  })

  test.each([
    ['a file that is gone', 'cart', 'cart/2.0.0', /^for visitors of the variant next: .*cart\/2.0.0\/system.* 404/],
    ['an expose that is gone', 'catalog', 'catalog/2.0.0', /^for visitors of the variant next: search imports/],
    ['a remote that nothing serves', 'search', 'search/2.0.0', /^for visitors of the variant next: search is rejected/],
  ])('finds %s for some of the visitors', async (_case, name, remote, why) => {
    await mall.fedmap('compose')
    await mall.fedmap('canary', 'next', name, mall.urlOf(remote), '--percent', '5', '--force')
    if (name === 'cart') {
      expect(await check()).toMatchObject({ code: 0, broken: [], warnings: [] })
      await rm(join(mall.folder, 'cdn/cart/2.0.0/system/Widget-11111111.js'))
    }
    expect(await check()).toMatchObject({ code: 1, broken: [expect.stringMatching(why)], remotes: 3 })
    await rm(join(mall.folder, 'cdn/search/1.0.0/assets/Widget-22222222.css'))
    expect((await check()).broken).toHaveLength(2)
  })

  test('finds that a release was built anew in its place, of which a composed map knows nothing', async () => {
    await mall.fedmap('compose')
    await writeRemote(join(mall.folder, 'cdn/cart/1.0.0'), { name: 'cart', version: '1.0.1' })
    const { code, broken } = await check()
    expect([code, broken]).toEqual([
      1,
      [expect.stringMatching(/cart\/1.0.0\/system\/Widget.* not the file .*`fedmap compose`/)],
    ])
    await mall.fedmap('compose')
    expect(await check()).toMatchObject({ code: 0, broken: [] })
  })

  test.each([
    ['cart', ['fedmap.lazy is no array of names, so no remote is lazy.']],
    [
      ['cart', 'crat', 7],
      [expect.stringContaining('"crat"'), expect.stringContaining('has 7')],
    ],
    [['cart'], []],
  ])('warns of what pages pass over where fedmap.lazy is %j', async (lazy, warnings) => {
    await mall.writeMap({ ...(await mall.readMap()), fedmap: { lazy } })
    expect(await check()).toMatchObject({ code: 0, warnings })
  })

  test('warns of a composed part that an edit has left behind', async () => {
    await mall.fedmap('compose')
    expect((await check()).warnings).toEqual([])
    await edit({ cart: mall.urlOf('cart/1.1.0') })
    expect(await check()).toMatchObject({ code: 0, warnings: [expect.stringContaining('of other remotes')] })
  })

  test('judges the page without a composed part whose format no page knows, as pages do, and warns of it', async () => {
    await mall.fedmap('compose')
    const map = await mall.readMap()
    await mall.writeMap({ ...map, fedmap: { ...map.fedmap, format: 'amd' } })
    expect(
      readComposed(readPageMap(await mall.readMap(), 'https://shop.example/importmap.json'), 'system'),
    ).toBeUndefined()
    expect(await check()).toMatchObject({
      code: 0,
      broken: [],
      warnings: [expect.stringMatching(/format amd.*fedmap compose/)],
      copies: [{ package: 'react', version: '18.3.1' }],
    })
  })
})
