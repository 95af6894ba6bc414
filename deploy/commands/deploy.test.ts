import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { startStaticServer } from '../static-server/static-server.js'
import { openFileStore } from '../store/file-store.js'
import { readChain } from '../testing/read-chain.js'
import { runFedmap } from '../testing/run-fedmap.js'
import { runWarm } from '../testing/run-warm.js'
import { useMall } from '../testing/use-mall.js'
import { copyOf, sharing, writeRemote } from '../testing/write-remote.js'

const mall = useMall()

const plan = (...args: string[]) => mall.plan(...args)

describe('fedmap deploy', () => {
  test('changes the map, keeps what people wrote, and writes the history', async () => {
    const written = {
      ...(await mall.readMap()),
      scopes: { '/old/': { lodash: 'https://cdn.example/lodash.js' } },
      fedmap: { host: 'catalog', note: 'ours' },
    }
    await mall.writeMap(written)
    const { code, stdout } = await mall.fedmap(
      'deploy',
      'cart',
      mall.urlOf('cart/1.1.0'),
      '-m',
      'faster',
      '--map-url',
      'https://shop.example/importmap.json',
    )
    expect([code, stdout]).toEqual([0, expect.stringContaining('deployed as revision 2')])
    expect(await mall.readMap()).toEqual({
      ...written,
      imports: { ...written.imports, cart: mall.urlOf('cart/1.1.0') },
      fedmap: { ...written.fedmap, revision: 2 },
    })
    const chain = await readChain(openFileStore(mall.map))
    expect(chain).toMatchObject([
      { action: 'deploy', message: 'faster', changed: ['cart'] },
      { action: 'edit', revision: 1 },
    ])
  })

  test.each([
    [{ GITHUB_ACTOR: 'ada', GITLAB_USER_LOGIN: '' }, 'ada'],
    [{ GITHUB_ACTOR: '', GITLAB_USER_LOGIN: 'bob' }, 'bob'],
    [{ FEDMAP_BY: 'ci', GITHUB_ACTOR: 'ada' }, 'ci'],
  ])('says who did it, of what CI says: %j', async (env, by) => {
    await runWarm(['deploy', 'cart', mall.urlOf('cart/1.1.0')], { cwd: mall.folder, env })
    expect((await readChain(openFileStore(mall.map)))[0]?.by).toBe(by)
  })

  test('makes several remotes one change', async () => {
    await mall.fedmap(
      'deploy',
      'cart',
      mall.urlOf('cart/1.1.0'),
      'promo',
      mall.urlOf('cart/1.0.0'),
      '--remove',
      'search',
    )
    expect((await readChain(openFileStore(mall.map)))[0]?.changed).toEqual(['cart', 'promo', 'search'])
    expect(Object.keys((await mall.readMap()).imports)).toEqual(['cart', 'catalog', 'promo'])
  })

  test('takes a URL that a script read with the end of its line', async () => {
    const { stdout } = await mall.fedmap('deploy', 'cart', `${mall.urlOf('cart/1.1.0')}\r\n`)
    expect(stdout).not.toContain('no remote')
    expect((await mall.readMap()).imports.cart).toBe(mall.urlOf('cart/1.1.0'))
  })

  test('deploys a plain module too', async () => {
    const url = mall.urlOf('cart/1.0.0').replace('federation.json', 'system/Widget-11111111.js')
    const { code } = await mall.fedmap('deploy', 'widget', url)
    expect([code, (await mall.readMap()).imports.widget]).toEqual([0, url])
  })

  test('changes nothing where something would break, and everything with --force, loudly', async () => {
    const before = await readFile(mall.map, 'utf8')
    const refused = await mall.fedmap('deploy', 'search', mall.urlOf('search/2.0.0'))
    expect([refused.code, refused.stdout]).toEqual([1, expect.stringContaining('Nothing was deployed')])
    expect(await readFile(mall.map, 'utf8')).toBe(before)
    expect(await readdir(mall.folder)).not.toContain('.importmap')

    const forced = await mall.fedmap('deploy', 'search', mall.urlOf('search/2.0.0'), '--force')
    expect([forced.code, forced.stdout]).toEqual([0, expect.stringContaining('FORCED: THE PAGE IS BROKEN NOW')])
    expect((await readChain(openFileStore(mall.map)))[0]).toMatchObject({ forced: true })
  })

  test('changes nothing where the map says it already', async () => {
    const { code, stdout } = await mall.fedmap('deploy', 'cart', mall.urlOf('cart/1.0.0'))
    expect([code, stdout]).toEqual([0, expect.stringContaining('says this already')])
    expect(await readdir(mall.folder)).not.toContain('.importmap')
  })

  test('composes a composed map anew, prefers the copies that were in use, and drops the composed part with --no-compose', async () => {
    await mall.fedmap('deploy', '--compose', 'cart', mall.urlOf('cart/1.1.0'))
    const composed = await mall.readMap()
    expect(composed.fedmap?.from).toMatchObject({ cart: mall.urlOf('cart/1.1.0') })
    expect(composed.imports['react@18.3.1']).toBeTypeOf('string')

    await mall.fedmap('deploy', 'cart', mall.urlOf('cart/2.0.0'))
    const again = await mall.readMap()
    expect(again.fedmap?.from).toMatchObject({ cart: mall.urlOf('cart/2.0.0') })
    expect(again.imports['react@18.3.1']).toBe(composed.imports['react@18.3.1'])
    expect(again.imports['react@19.0.0']).toContain('/cart/2.0.0/system/shared/react@19.0.0')

    await mall.fedmap('deploy', '--no-compose', 'cart', mall.urlOf('cart/1.1.0'))
    const plain = await mall.readMap()
    expect(Object.keys(plain.imports)).toEqual(['cart', 'catalog', 'search'])
    expect(Object.keys(plain.fedmap ?? {})).toEqual(['revision'])
  })

  describe('of a remote whose copies others use, or visitors have', () => {
    const react = async () => (await mall.readMap()).imports['react@18.2.0']
    const old = () => mall.urlOf('cart/1.0.0').replace('federation.json', 'system/shared/react@18.2.0-b1/')
    const noCatalog = expect.stringContaining('search imports catalog/Widget')
    beforeEach(async () => {
      await mall.writeMap({ imports: { cart: mall.urlOf('cart/1.0.0'), search: mall.urlOf('search/1.0.0') } })
      await mall.fedmap('compose')
    }, 60_000)

    test('keeps the same copy where it is, with the new one as its stand-in', async () => {
      const { code, copies, environments } = await plan('cart', mall.urlOf('cart/1.1.0'))
      expect([code, copies.gained, environments]).toEqual([0, [], []])
      await mall.fedmap('deploy', 'cart', mall.urlOf('cart/1.1.0'))
      const { imports, fedmap } = await mall.readMap()
      expect([imports['cart/Widget'], await react()]).toEqual([
        expect.stringContaining('/cart/1.1.0/'),
        `${old()}index.js`,
      ])
      expect(fedmap?.from).toEqual({ cart: mall.urlOf('cart/1.1.0'), search: mall.urlOf('search/1.0.0') })
      expect(fedmap?.standIns).toEqual({ [old()]: [{ provider: 'cart', url: old().replace('1.0.0', '1.1.0') }] })
      expect(Object.keys(imports).filter(name => name.includes(' '))).toEqual([])

      const before = await readFile(mall.map, 'utf8')
      expect((await mall.fedmap('compose', '--json')).stdout).toContain('"revision": null')
      expect(await readFile(mall.map, 'utf8')).toBe(before)
      expect(await mall.report('check')).toMatchObject({ broken: [], warnings: [noCatalog] })
    })

    test('keeps one that runs on the copy of another remote, and misses nothing for it', async () => {
      const shared = {
        lib: sharing(
          '^1.0.0',
          copyOf('lib', '1.0.0', 1_000, { react: { requiredVersion: '^18.0.0', uses: { '.': '*' } } }),
        ),
        react: sharing('^18.0.0'),
      }
      for (const version of ['1.0.0', '1.1.0']) {
        await writeRemote(join(mall.folder, 'cdn/ui', version), { name: 'ui', version, shared })
      }
      await mall.fedmap('deploy', 'ui', mall.urlOf('ui/1.0.0'))
      expect(await plan('ui', mall.urlOf('ui/1.1.0'))).toMatchObject({ code: 0, unmappedImports: [] })
      await mall.fedmap('deploy', 'ui', mall.urlOf('ui/1.1.0'))
      expect((await mall.readMap()).imports['lib@1.0.0']).toContain('/ui/1.0.0/')
      expect(await mall.report('check')).toMatchObject({ broken: [], warnings: [noCatalog] })
    })

    test('keeps it over further deploys, as long as somebody offers it', async () => {
      await mall.fedmap('deploy', 'cart', mall.urlOf('cart/1.1.0'))
      await mall.fedmap('deploy', 'cart', mall.urlOf('catalog/1.0.0'))
      expect(await react()).toBeUndefined()
      await mall.fedmap('deploy', '--force', 'cart', mall.urlOf('cart/1.1.0'))
      expect(await react()).toContain('/cart/1.1.0/')
    })

    test('keeps it where all is of one origin, and no other may use it', async () => {
      const server = await startStaticServer({ root: join(mall.folder, 'cdn'), cors: false })
      const own = (version: string) => ['cart', `/cart/${version}/federation.json`]
      const args = ['--map-url', `${server.origin}/importmap.json`]
      await mall.writeMap({ imports: Object.fromEntries([own('1.0.0')]) })
      await mall.fedmap('compose', ...args)
      expect((await mall.fedmap('deploy', ...own('1.1.0'), ...args)).code).toBe(0)
      expect(await react()).toContain('/cart/1.0.0/')
      expect(await mall.report('check', ...args)).toMatchObject({
        broken: [],
        warnings: [],
      })
      await server.close()
    })

    test('does not where the old files are gone, and tells of a page that still uses them', async () => {
      await mall.fedmap('deploy', 'cart', mall.urlOf('cart/1.1.0'))
      await rm(join(mall.folder, 'cdn/cart/1.0.0'), { recursive: true })
      expect(await mall.report('check')).toMatchObject({
        broken: [],
        warnings: [noCatalog, expect.stringContaining(old())],
      })
      await mall.fedmap('compose')
      expect(await react()).toContain('/cart/1.1.0/')
    })

    test('does not with --fresh, nor where pages resolve for themselves', async () => {
      await mall.fedmap('deploy', 'cart', mall.urlOf('cart/1.1.0'))
      await mall.fedmap('compose', '--fresh')
      expect(await react()).toContain('/cart/1.1.0/')
      await mall.fedmap('deploy', '--no-compose', 'cart', mall.urlOf('cart/1.0.0'))
      expect((await plan('cart', mall.urlOf('cart/1.1.0'))).copies.gained).toMatchObject([{ provider: 'cart' }])
    })
  })

  test('does not compose without a remote that may be back any moment', async () => {
    await mall.fedmap('deploy', '--compose', 'cart', mall.urlOf('cart/1.1.0'))
    const before = await readFile(mall.map, 'utf8')
    await rm(join(mall.folder, 'cdn/search'), { recursive: true })
    const { code, error } = await mall.report('deploy', 'cart', mall.urlOf('cart/1.0.0'))
    expect([code, error.code]).toEqual([3, 'FED-623'])
    expect(await readFile(mall.map, 'utf8')).toBe(before)
  })

  const cart = ['cart', '/cart/1.1.0/federation.json']
  test.each([
    ['a manifest that is not there', ['cart', '/nothing/federation.json'], 3, 'FED-403'],
    ['a manifest that is a page', ['cart', '/page/federation.json'], 3, 'FED-404'],
    ['a manifest of a later format', ['cart', '/later/federation.json'], 3, 'FED-102'],
    ['a name that is not there to be removed', ['--remove', 'nobody'], 3, 'FED-622'],
    ['a name without a URL', ['cart'], 2, 'FED-624'],
    ['an empty URL', ['cart', ''], 2, 'FED-624'],
    ['no URL', ['cart', 'nonsense'], 2, 'FED-624'],
    ['a URL with a password', ['cart', 'https://bob:secret@cdn.example/cart/federation.json'], 2, 'FED-624'],
    ['a URL that no page loads from', ['cart', 'file:///cart/federation.json'], 2, 'FED-624'],
    ['code in place of a URL', ['cart', 'javascript:alert(1)'], 2, 'FED-624'],
    ['an empty name', ['', '/cart/1.1.0/federation.json'], 2, 'FED-624'],
    ['an empty name to remove', ['--remove', ''], 2, 'FED-624'],
    ['a prefix that is none', ['cart/', '/cart/1.1.0/federation.json'], 2, 'FED-624'],
    ['a name that is given twice', [...cart, 'cart', '/cart/2.0.0/federation.json'], 2, 'FED-624'],
    ['a name that is to come and to go', [...cart, '--remove', 'cart'], 2, 'FED-624'],
    ['nothing at all', [], 2, 'FED-624'],
    ['an option that there is not', ['--bogus'], 2, 'FED-628'],
    ['an option without its value', ['--remove'], 2, 'FED-628'],
    ['a store that is none', [...cart, '--store', 'https://x/importmap.json'], 2, 'FED-620'],
    ['a bucket without a name', [...cart, '--store', 's3:///importmap.json'], 2, 'FED-620'],
    ['a store with a password', [...cart, '--store', 's3://bob:secret@shop/importmap.json'], 2, 'FED-620'],
    ['a store whose name is not escaped', [...cart, '--store', 's3://shop/100%/importmap.json'], 2, 'FED-620'],
    ['a store in no folder', [...cart, '--store', 'no/importmap.json'], 3, 'FED-611'],
  ])('says what is wrong with %s', async (_case, args, code, errorCode) => {
    await writeRemote(join(mall.folder, 'cdn/page'), { name: 'page' })
    await writeFile(join(mall.folder, 'cdn/page/federation.json'), '<!doctype html>')
    await writeRemote(join(mall.folder, 'cdn/later'), { name: 'later' })
    await writeFile(join(mall.folder, 'cdn/later/federation.json'), '{"formatVersion":2}')
    const before = await readFile(mall.map, 'utf8')
    const result = await mall.fedmap(
      'deploy',
      '--json',
      ...args.map(arg => (arg.startsWith('/') ? mall.server.origin + arg : arg)),
    )
    expect([result.code, JSON.parse(result.stdout).error.code]).toEqual([code, errorCode])
    expect(result.stdout).not.toContain('secret')
    expect(await readFile(mall.map, 'utf8')).toBe(before)
  })

  test('lists all names of the map where one is not there, also those that are to be removed with it', async () => {
    const { stderr } = await mall.fedmap('deploy', '--remove', 'cart', '--remove', 'nobody')
    expect(stderr).toContain('nobody. It has cart, catalog, search.')
  })

  test('is told by the environment where the map is, and where it is served', async () => {
    await mall.writeMap({ imports: { cart: '/cart/1.0.0/federation.json' } })
    const env = { FEDMAP_STORE: mall.map, FEDMAP_MAP_URL: `${mall.server.origin}/importmap.json` }
    const { code } = await runWarm(['deploy', 'cart', '/cart/1.1.0/federation.json'], { env })
    expect([code, (await mall.readMap()).imports]).toEqual([0, { cart: '/cart/1.1.0/federation.json' }])
  })

  test('wants to know where the map is served if it has relative addresses', async () => {
    await mall.writeMap({ imports: { cart: '/cart/1.0.0/federation.json' } })
    expect((await mall.report('deploy', 'cart', mall.urlOf('cart/1.1.0'))).error.code).toBe('FED-621')
    const { code } = await mall.fedmap(
      'deploy',
      'cart',
      '/cart/1.1.0/federation.json',
      '--map-url',
      `${mall.server.origin}/importmap.json`,
    )
    expect([code, (await mall.readMap()).imports]).toEqual([0, { cart: '/cart/1.1.0/federation.json' }])
  })
})

describe('fedmap deploy, many at once', () => {
  test('makes each change on what the map says at that moment', { timeout: 60_000 }, async () => {
    const names = Array.from({ length: 12 }, (_, at) => `remote-${at}`)
    const finished = await Promise.all(
      names.map(name => runFedmap(['deploy', name, mall.urlOf('cart/1.0.0')], { cwd: mall.folder })),
    )
    expect(finished.map(({ code, stderr }) => [code, stderr])).toEqual(names.map(() => [0, '']))
    expect(Object.keys((await mall.readMap()).imports).sort()).toEqual(['cart', 'catalog', ...names, 'search'].sort())
    const deployed = (await readChain(openFileStore(mall.map))).filter(({ action }) => action === 'deploy')
    expect(deployed.map(({ changed }) => changed.length)).toEqual(names.map(() => 1))
  })
})
