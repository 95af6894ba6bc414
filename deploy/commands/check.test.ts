import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readComposed, readPageMap } from '../../core/index.js'
import { type Mall, openMall } from '../testing/open-mall.js'

let mall: Mall
beforeEach(async () => {
  mall = await openMall()
})
afterEach(() => mall.close())

async function check(...args: string[]) {
  const { code, stdout } = await mall.fedmap('check', '--json', ...args)
  return { code, ...JSON.parse(stdout) }
}

const edit = async (imports: Record<string, string>) => {
  const map = await mall.readMap()
  await mall.writeMap({ ...map, imports: { ...map.imports, ...imports } })
}

describe('fedmap check', () => {
  it('finds nothing wrong where nothing is', async () => {
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

  it.each([
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
  ])('finds %s', async (_case, breakIt, why) => {
    await breakIt()
    expect(await check()).toMatchObject({ code: 1, broken: [expect.stringMatching(why)] })
  })

  it.each([
    [{ imports: [] }, 'FED-302'],
    [[], 'FED-301'],
  ])('names the map that is none, %j', async (map, errorCode) => {
    await mall.writeMap(map)
    const { code, stderr } = await mall.fedmap('check')
    expect([code, stderr]).toEqual([3, expect.stringContaining(errorCode)])
    expect(stderr).not.toContain('nowhere')
  })

  it('looks at no file with --no-files', async () => {
    await rm(join(mall.folder, 'cdn/cart/1.0.0/system'), { recursive: true })
    expect(await check('--no-files')).toMatchObject({ code: 0, files: 0 })
  })

  it('warns of a composed part that an edit has left behind', async () => {
    await mall.fedmap('compose')
    expect((await check()).warnings).toEqual([])
    await edit({ cart: mall.urlOf('cart/1.1.0') })
    expect(await check()).toMatchObject({ code: 0, warnings: [expect.stringContaining('of other remotes')] })
  })

  it('judges the page without a composed part whose format no page knows, as pages do, and warns of it', async () => {
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

describe('fedmap explain', () => {
  const explain = async (...args: string[]) => (await mall.fedmap('explain', ...args)).stdout.trim().split('\n')

  it('says who runs on what', async () => {
    expect((await explain()).slice(-3)).toEqual([
      expect.stringMatching(/^cart runs on react 18.3.1, the copy of catalog/),
      expect.stringMatching(/^catalog runs on react 18.3.1, its own copy/),
      expect.stringMatching(/^search runs on react 18.3.1, the copy of catalog/),
    ])
  })

  it.each([
    [['react'], 3],
    [['react', 'cart'], 1],
    [['cart'], 1],
    [['cart', 'react'], 1],
  ])('%s is %i lines', async (args, lines) => {
    expect(await explain(...args)).toHaveLength(lines)
  })

  it('says so where there is nothing to say', async () => {
    expect(await explain('vue')).toEqual(['Nothing here uses that.'])
  })

  it('names a remote that cannot be reached', async () => {
    await rm(join(mall.folder, 'cdn/cart'), { recursive: true })
    expect(await explain('cart')).toEqual([expect.stringMatching(/^FED-403/)])
  })

  it('knows no remote that is not on the map', async () => {
    const { code, stdout } = await mall.fedmap('explain', '--json', 'react', 'nobody')
    expect([code, JSON.parse(stdout).error.code]).toEqual([3, 'FED-622'])
  })
})

describe('fedmap suggest', () => {
  it('finds nothing where nothing can be saved', async () => {
    expect((await mall.fedmap('suggest')).stdout).toContain('No single range')
  })

  it('finds the range that costs a copy', async () => {
    await edit({ cart: mall.urlOf('cart/2.0.0') })
    const { code, stdout } = await mall.fedmap('suggest', '--json')
    expect([code, JSON.parse(stdout).suggestions[0]]).toMatchObject([
      0,
      { packages: ['react'], saves: { copies: 1, bytes: 3000 } },
    ])
  })
})
