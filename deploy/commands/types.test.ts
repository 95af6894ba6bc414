import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { useMall } from '../testing/use-mall.js'
import { writeShop } from '../testing/write-shop.js'

const mall = useMall(() =>
  writeTypes('cart/1.0.0', { 'Widget.d.ts': `export * from './.declarations/w.js'`, '.declarations/w.d.ts': '' }),
)

const pathOf = (remote: string) => join(mall.folder, 'cdn', remote, 'types.json')
const writeTypes = (remote: string, files: unknown) =>
  writeFile(pathOf(remote), JSON.stringify({ formatVersion: 1, files }))

const types = (...args: string[]) => mall.report('types', ...args)

const textOf = (path: string) => readFile(join(mall.folder, path), 'utf8')

describe('fedmap types', () => {
  test('writes the types of each remote that has some, and says who has none', async () => {
    expect(await types()).toMatchObject({
      code: 0,
      written: [{ remote: 'cart', version: '1.0.0', exposes: ['Widget.d.ts'] }],
      without: [
        { remote: 'catalog', code: 'FED-630', message: expect.stringContaining('answered 404') },
        { remote: 'search', code: 'FED-630' },
      ],
      paths: {
        cart: ['./.fedmap/types/cart.d.ts', './.fedmap/types/cart/index.d.ts'],
        'cart/*': ['./.fedmap/types/cart/*.d.ts', './.fedmap/types/cart/*/index.d.ts'],
      },
    })
    expect(await textOf('.fedmap/types/cart/Widget.d.ts')).toContain('.declarations/w.js')
    expect(await readdir(join(mall.folder, '.fedmap/types'))).toEqual(['cart'])
  })

  test('replaces those of the version before', async () => {
    await types()
    await writeTypes('cart/1.0.0', { 'Price.d.ts': 'export const price: number' })
    await types()
    expect(await readdir(join(mall.folder, '.fedmap/types/cart'))).toEqual(['.declarations', 'Price.d.ts'])
  })

  test('keeps those of a remote whose folder lies in the one that is written anew', async () => {
    await mall.writeMap({ imports: { shop: mall.urlOf('cart/1.0.0'), 'shop/cart': mall.urlOf('cart/1.0.0') } })
    await types()
    expect(await types('shop')).toMatchObject({ code: 0 })
    expect(await readdir(join(mall.folder, '.fedmap/types/shop/cart'))).toContain('Widget.d.ts')
  })

  test('tells what TypeScript needs until its configuration has it', async () => {
    const { stdout } = await mall.fedmap('types', 'cart')
    expect(stdout).toMatch(/written: cart 1\.0\.0 \(1 expose\)\n.*tsconfig\.json:\n"paths": \{\n {2}"cart": \[/)
    await writeFile(join(mall.folder, 'tsconfig.json'), '{ "paths": { "cart/*": ["./.fedmap/types/cart/*"] } }')
    expect((await mall.fedmap('types', 'cart')).stdout).not.toContain('tsconfig')
  })

  test('names an npm scope once', async () => {
    await mall.writeMap({ imports: { '@mall/a': mall.urlOf('cart/1.0.0'), '@mall/b': mall.urlOf('cart/1.0.0') } })
    const paths = { '@mall/*': ['./typings/@mall/*.d.ts', './typings/@mall/*/index.d.ts'] }
    expect((await types('--out', 'typings')).paths).toEqual(paths)
    expect(await readdir(join(mall.folder, 'typings/@mall'))).toEqual(['a', 'b'])
    expect((await types('--out', join(mall.folder, 'typings'))).paths).toEqual(paths)
  })

  test.each([
    ['a remote without types', ['catalog'], async () => {}, 'FED-630'],
    ['a remote that is not there', ['nobody'], async () => {}, 'FED-622'],
    ['a remote that is gone', ['cart'], () => rm(join(mall.folder, 'cdn/cart'), { recursive: true }), 'FED-403'],
    ['a page in place of types', ['cart'], () => writeFile(pathOf('cart/1.0.0'), '<!doctype html>'), 'FED-630'],
    ['a path that leaves the folder', ['cart'], () => writeTypes('cart/1.0.0', { '../../x.d.ts': '' }), 'FED-108'],
    [
      'a Module Federation remote',
      ['shop'],
      async () => mall.writeMap({ imports: { shop: await writeShop(mall) } }),
      'FED-630',
    ],
    [
      'a name that leads out of the folder',
      ['../evil'],
      () => mall.writeMap({ imports: { '../evil': mall.urlOf('cart/1.0.0') } }),
      'FED-6',
    ],
    [
      'a folder of somebody else',
      ['cart', '--out', 'own'],
      async () => {
        await mkdir(join(mall.folder, 'own/cart'), { recursive: true })
        await writeFile(join(mall.folder, 'own/cart/index.ts'), 'mine')
      },
      'FED-627',
    ],
  ])('changes nothing for %s that was named', async (_case, args, prepare, errorCode) => {
    await prepare()
    const before = await readdir(mall.folder, { recursive: true })
    const { code, error } = await types(...args)
    expect([code, error.message]).toEqual([3, expect.stringContaining(errorCode)])
    expect(await readdir(mall.folder, { recursive: true })).toEqual(before)
  })
})
