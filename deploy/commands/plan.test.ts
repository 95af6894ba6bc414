import { cp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openMall } from '../testing/open-mall.js'
import { useMall } from '../testing/use-mall.js'
import { writeRemote } from '../testing/write-remote.js'
import { writeShop } from '../testing/write-shop.js'

const mall = useMall()

const plan = (...args: string[]) => mall.plan(...args)

describe('fedmap plan', () => {
  test('tells who runs on what, which copies come and go, and what a returning visitor fetches', async () => {
    const { code, breaks, environments, copies, returningVisitor, entries } = await plan(
      'cart',
      mall.urlOf('cart/2.0.0'),
    )
    expect([code, breaks]).toEqual([0, []])
    expect(entries).toEqual([{ name: 'cart', from: mall.urlOf('cart/1.0.0'), to: mall.urlOf('cart/2.0.0') }])
    expect(environments).toEqual([
      {
        remote: 'cart',
        package: 'react',
        from: { version: '18.3.1', provider: 'catalog' },
        to: { version: '19.0.0', provider: 'cart' },
      },
    ])
    expect(copies.gained).toMatchObject([{ package: 'react', version: '19.0.0', provider: 'cart', size: 3000 }])
    expect([copies.lost, copies.before, copies.after]).toEqual([
      [],
      { count: 1, bytes: 3000 },
      { count: 2, bytes: 6000 },
    ])
    expect(returningVisitor.hasAlready).toBe(3000)
    // The new copy, and the remote's own module: some bytes.
    expect(returningVisitor.fetches).toBeGreaterThan(3000)
    expect(returningVisitor.fetches).toBeLessThan(3100)
  })

  test('counts nothing that a returning visitor has already', async () => {
    const { entries, returningVisitor } = await plan('cart', `${mall.urlOf('cart/1.0.0')}?again`)
    expect([entries.length, returningVisitor]).toEqual([1, { fetches: 0, unmeasured: 0, hasAlready: 3000 }])
  })

  test('keeps the copies that visitors have, where others are as good', async () => {
    await mall.fedmap('deploy', '--compose', 'cart', mall.urlOf('cart/1.1.0'))
    const { copies } = await plan('cart', mall.urlOf('cart/1.0.0'))
    expect([copies.gained, copies.lost]).toEqual([[], []])
  })

  test('warns of what a remote imports from one that the map does not have, once', async () => {
    await mall.writeMap({ imports: { cart: mall.urlOf('cart/1.0.0') } })
    const { code, stdout } = await mall.fedmap('deploy', 'search', mall.urlOf('search/1.0.0'))
    expect([code, stdout]).toEqual([
      0,
      expect.stringMatching(/search imports catalog\/Widget in \S+, which the map does not/),
    ])
    expect((await plan('cart', mall.urlOf('cart/1.1.0'))).unmappedImports).toEqual([])
  })

  test('warns of a build for development, which is deployed all the same, and so does the check of the page', async () => {
    const parts = { version: '1.2.0', mode: 'development' } as const
    await writeRemote(join(mall.folder, 'cdn/cart/1.2.0'), { name: 'cart', ...parts })
    const { code, stdout } = await mall.fedmap('deploy', 'cart', mall.urlOf('cart/1.2.0'))
    expect([code, stdout]).toEqual([0, expect.stringContaining('cart is a build for development')])
    expect((await plan('catalog', mall.urlOf('catalog/1.0.0'))).forDevelopment).toEqual([])
    const { warnings } = await mall.report('check')
    expect(warnings).toEqual([expect.stringContaining('Build it for production')])
  })

  test('sees what a change mends', async () => {
    await mall.writeMap({ imports: { ...(await mall.readMap()).imports, search: mall.urlOf('search/2.0.0') } })
    expect(await plan('search', mall.urlOf('search/1.0.0'))).toMatchObject({
      code: 0,
      recovered: ['search'],
      breaks: [],
    })
  })

  test.each([
    ['a remote that nothing serves', ['search', 'search/2.0.0'], /^search is rejected: .*react/],
    [
      'an expose that another imports',
      ['catalog', 'catalog/2.0.0'],
      /^search imports catalog\/Widget in Widget-11111111.js/,
    ],
  ])('refuses %s', async (_case, [name = '', to = ''], why) => {
    const { code, breaks } = await plan(name, mall.urlOf(to))
    expect(code).toBe(1)
    expect(breaks).toEqual([expect.stringMatching(why)])
  })

  test('refuses to take off what another imports', async () => {
    expect(await plan('--remove', 'catalog')).toMatchObject({
      code: 1,
      missingExposes: [{ importer: 'search', specifier: 'catalog/Widget' }],
    })
  })

  test('refuses to take off the host that the map names; where it names none that there is, the check says so', async () => {
    const { imports } = await mall.readMap()
    await mall.writeMap({ imports, fedmap: { host: 'cart' } })
    expect(await plan('--remove', 'cart')).toMatchObject({
      code: 1,
      breaks: [expect.stringMatching(/^cart is the .*host/)],
    })
    expect(await plan('--remove', 'search')).toMatchObject({ code: 0 })
    await mall.writeMap({ imports, fedmap: { host: 'shell' } })
    expect(await plan('--remove', 'search')).toMatchObject({ code: 0 })
    const { warnings } = await mall.report('check')
    expect(warnings).toEqual([expect.stringContaining('fedmap.host is shell')])
  })

  test('refuses what breaks the page for the visitors of a variant alone', async () => {
    await mall.fedmap('deploy', 'search', mall.urlOf('cart/1.0.0'))
    await mall.fedmap('canary', 'old', 'search', mall.urlOf('search/1.0.0'), '--percent', '5')
    const { code, breaks } = await plan('catalog', mall.urlOf('catalog/2.0.0'))
    expect([code, breaks]).toEqual([1, [expect.stringMatching(/^for visitors of the variant old: search imports/)]])
    // Visitors of another variant do not see it.
    const canary = ['canary', 'next', 'catalog', mall.urlOf('catalog/2.0.0'), '--percent', '5']
    expect((await mall.fedmap(...canary)).code).toBe(0)
    expect(await plan('cart', mall.urlOf('cart/1.1.0'))).toMatchObject({ code: 0, breaks: [] })
    expect((await mall.fedmap('promote', 'next')).code).toBe(1)
    expect((await mall.fedmap('promote', 'old')).code).toBe(1)
    expect((await mall.fedmap('canary', 'next', '--stop')).code).toBe(0)
    expect((await mall.fedmap('promote', 'old')).code).toBe(0)
  })

  test('finds what is imported later too, and knows a bare name and what only looks like a remote’s', async () => {
    const modules = {
      'Widget-11111111.js': { imports: ['catalog', 'catalog/part.js'], dynamic: ['catalog/Later'] },
      'catalog/part.js': {},
    }
    await writeRemote(join(mall.folder, 'cdn/promo/1.0.0'), { name: 'promo', modules })
    expect(await plan('promo', mall.urlOf('promo/1.0.0'))).toMatchObject({
      code: 1,
      missingExposes: [{ importer: 'promo', specifier: 'catalog/Later' }],
    })
  })

  test('refuses to make a remote a plain module', async () => {
    const url = mall.urlOf('cart/1.0.0').replace('federation.json', 'system/Widget-11111111.js')
    expect(await plan('cart', url)).toMatchObject({ code: 1, breaks: [expect.stringContaining('is no manifest')] })
  })

  test('says of an entry that it is no remote, where one may have been meant', async () => {
    const { stdout } = await mall.fedmap('plan', 'promo', mall.urlOf('cart/1.1.0').replace('/federation.json', '/'))
    expect(stdout).toContain('a plain module, no remote')
  })

  test('is for people too: each section where there is something to say, and the verdict last', async () => {
    const { stdout } = await mall.fedmap('plan', 'search', mall.urlOf('search/2.0.0'))
    expect(stdout.replaceAll(mall.server.origin, '')).toBe(`Entries
  search  1.0.0 → 2.0.0

Who runs on what
  search  no longer uses react 18.3.1  of catalog

Copies of shared packages
  1 → 1 copy, 3.0 kB → 3.0 kB
  a returning visitor fetches about 0 B, and has 3.0 kB of shared copies already

Breaks
  search is rejected: it needs react in ^17.0.0, and of what is offered 18.3.1 of catalog is out of range and 18.2.0 of cart is out of range.

This breaks the page in 1 way.
`)
  })

  test.each([
    ['a remote that nothing serves', 'search'],
    ['an expose that is not there', 'catalog'],
  ])('does not hold against a change what was broken before: %s', async (_case, name) => {
    await mall.writeMap({ imports: { ...(await mall.readMap()).imports, [name]: mall.urlOf(`${name}/2.0.0`) } })
    expect(await plan('cart', mall.urlOf('cart/1.1.0'))).toMatchObject({ code: 0, rejected: [], missingExposes: [] })
  })

  test('goes on where another remote cannot be reached, and says so', async () => {
    await rm(join(mall.folder, 'cdn/search'), { recursive: true })
    expect(await plan('cart', mall.urlOf('cart/1.1.0'))).toMatchObject({
      code: 0,
      unreachable: [{ remote: 'search', why: expect.stringContaining('404') }],
    })
  })
})

describe('fedmap plan, of a Module Federation remote', () => {
  test('tells what it gets of the page and what it brings', async () => {
    const { code, breaks, environments, returningVisitor } = await plan('shop', await writeShop(mall))
    expect([code, breaks]).toEqual([0, []])
    expect(environments).toEqual([{ remote: 'shop', package: 'react', to: { version: '18.3.1', provider: 'catalog' } }])
    // Its entry, its button and its stylesheet, and not the react that it does not load.
    expect(returningVisitor.fetches).toBeLessThan(200)

    const own = await plan('shop', await writeShop(mall, { react: { version: '17.0.2', requiredVersion: '^17.0.0' } }))
    expect(own.environments).toMatchObject([{ remote: 'shop', to: { version: '17.0.2', provider: 'shop' } }])
  })

  test('tells when a deploy of another remote gives it another copy', async () => {
    const shop = await writeShop(mall, { react: { version: '18.3.1', requiredVersion: '^18.3.0' } })
    await mall.writeMap({ imports: { cart: mall.urlOf('cart/1.0.0'), catalog: mall.urlOf('catalog/1.0.0'), shop } })
    expect((await plan('--remove', 'catalog')).environments).toContainEqual({
      remote: 'shop',
      package: 'react',
      from: { version: '18.3.1', provider: 'catalog' },
      to: { version: '18.3.1', provider: 'shop' },
    })
  })

  test('refuses one that no longer exposes what another imports', async () => {
    const shop = await writeShop(mall, { exposes: ['./Widget'] })
    await mall.writeMap({ imports: { ...(await mall.readMap()).imports, catalog: shop } })
    await writeShop(mall, { exposes: ['./Button'] })
    const next = shop.replace('/shop/', '/next/')
    await cp(join(mall.folder, 'cdn/shop'), join(mall.folder, 'cdn/next'), { recursive: true })
    await writeShop(mall, { exposes: ['./Widget'] })
    expect(await plan('catalog', next)).toMatchObject({
      code: 1,
      missingExposes: [{ importer: 'search', specifier: 'catalog/Widget' }],
    })
  })

  test('says nothing of what is imported from one that cannot be reached', async () => {
    const catalog = await writeShop(mall, { exposes: ['./Widget'] })
    await mall.writeMap({ imports: { cart: mall.urlOf('cart/1.0.0'), catalog } })
    await rm(join(mall.folder, 'cdn/shop/mf-manifest.json'))
    expect(await plan('search', mall.urlOf('search/1.0.0'))).toMatchObject({
      code: 0,
      missingExposes: [],
      unreachable: [{ remote: 'catalog' }],
    })
  })

  test.each(['remoteEntry.js', 'button.js', 'button.css', 'react.js'])('finds that %s was not uploaded', async file => {
    const shop = await writeShop(mall)
    await rm(join(mall.folder, 'cdn/shop', file))
    expect(await plan('shop', shop)).toMatchObject({
      code: 1,
      files: [{ kind: 'status', url: shop.replace('mf-manifest.json', file) }],
    })
    await mall.writeMap({ imports: { shop } })
    expect((await mall.fedmap('check')).stdout).toContain(`${file} the server answers 404`)
  })

  test.each([
    ['are nested deeper than a stack goes', '['.repeat(100_000) + ']'.repeat(100_000)],
    ['are of another shape', '[["a.js"], "b.js", null, { "sync": { "c": ["c.js"] } }]'],
    ['are no addresses', '{ "js": { "sync": ["http://[.js", 1, null] } }'],
  ])('reads what is known of a manifest whose assets %s', async (_case, assets) => {
    const shop = await writeShop(mall)
    const path = join(mall.folder, 'cdn/shop/mf-manifest.json')
    const { exposes, ...rest } = JSON.parse(await readFile(path, 'utf8'))
    const odd = `{ "name": "odd", "path": "./odd", "assets": ${assets} }`
    const list = exposes.map((expose: unknown) => JSON.stringify(expose))
    await writeFile(path, `${JSON.stringify(rest).slice(0, -1)}, "exposes": [${[...list, odd]}] }`)
    expect(await plan('shop', shop)).toMatchObject({ code: 0, files: [] })
    await rm(join(mall.folder, 'cdn/shop/button.js'))
    expect(await plan('shop', shop)).toMatchObject({ code: 1, files: [{ kind: 'status' }] })
  })

  test.each([
    ['is not there', undefined, 'FED-403'],
    ['is a page', '<!doctype html>', 'FED-404'],
    ['is malformed', '{"name":"shop"}', 'FED-103'],
  ])('says that its manifest %s', async (_case, text, errorCode) => {
    const shop = await writeShop(mall)
    const path = join(mall.folder, 'cdn/shop/mf-manifest.json')
    await (text === undefined ? rm(path) : writeFile(path, text))
    const { code, error } = await mall.report('plan', 'shop', shop)
    expect([code, error.code]).toEqual([3, errorCode])
    await mall.writeMap({ imports: { cart: mall.urlOf('cart/1.0.0'), shop } })
    expect(await plan('cart', mall.urlOf('cart/1.1.0'))).toMatchObject({ code: 0, unreachable: [{ remote: 'shop' }] })
    expect((await mall.fedmap('check')).stdout).toContain(errorCode)
  })
})

describe('fedmap plan, of files', () => {
  const file = 'system/Widget-11111111.js'

  test('finds a file that is not the one that was built', async () => {
    await writeFile(join(mall.folder, 'cdn/cart/1.1.0', file), 'evil()')
    expect(await plan('cart', mall.urlOf('cart/1.1.0'))).toMatchObject({
      code: 1,
      files: [{ kind: 'integrity', url: mall.urlOf('cart/1.1.0').replace('federation.json', file) }],
    })
  })

  test('finds a plain module that has not the hash that the map says', async () => {
    const url = mall.urlOf('cart/1.0.0').replace('federation.json', file)
    await mall.writeMap({ ...(await mall.readMap()), integrity: { [url]: 'sha384-AAAA' } })
    expect(await plan('moment', url)).toMatchObject({ code: 1, files: [{ kind: 'integrity', url }] })
  })

  test('finds a file that was not uploaded, but not with --no-files', async () => {
    await rm(join(mall.folder, 'cdn/cart/1.1.0', file))
    expect(await plan('cart', mall.urlOf('cart/1.1.0'))).toMatchObject({ code: 1, files: [{ kind: 'status' }] })
    expect(await plan('cart', mall.urlOf('cart/1.1.0'), '--no-files')).toMatchObject({ code: 0, files: [] })
  })

  test('does not say that files which were not looked at weigh nothing', async () => {
    const args = ['cart', mall.urlOf('cart/2.0.0')]
    expect((await plan(...args)).returningVisitor.unmeasured).toBe(0)
    expect((await plan(...args, '--no-files')).returningVisitor).toMatchObject({ fetches: 3000, unmeasured: 1 })
    const { stdout } = await mall.fedmap('plan', ...args, '--no-files')
    expect(stdout).toContain('fetches about 3.0 kB and 1 file of unknown size, and has')
  })
})

describe('fedmap plan, of a server', () => {
  test.each([
    ['no CORS', 'cors', (headers: Map<string, string>) => headers.delete('Access-Control-Allow-Origin'), 200],
    ['a wrong type', 'mime', (headers: Map<string, string>) => headers.set('Content-Type', 'text/plain'), 200],
    ['a redirect', 'redirect', (headers: Map<string, string>) => headers.set('Location', '/elsewhere.js'), 302],
    ['an error', 'status', () => {}, 500],
  ])('finds %s', async (_case, kind, change, status) => {
    const broken = await openMall((request, response, serve) => {
      if (!request.url?.includes('cart/1.1.0/system/')) return serve()
      const headers = new Map([
        ['Access-Control-Allow-Origin', '*'],
        ['Content-Type', 'text/javascript'],
      ])
      change(headers)
      for (const name of response.getHeaderNames()) response.removeHeader(name)
      response.writeHead(status, Object.fromEntries(headers)).end()
    })
    const { code, files } = await broken.plan('cart', broken.urlOf('cart/1.1.0'))
    expect(code).toBe(1)
    expect(files.filter((file: { kind: string }) => file.kind !== 'integrity')).toHaveLength(2)
    expect(files).toContainEqual(expect.objectContaining({ kind }))
    await broken.close()
  })

  test('finds a manifest that pages of other origins may not read, which would be found by nobody else', async () => {
    const broken = await openMall((request, response, serve) => {
      if (request.url?.includes('cart/1.1.0/federation.json')) response.removeHeader('Access-Control-Allow-Origin')
      serve()
    })
    const { code, files } = await broken.plan('cart', broken.urlOf('cart/1.1.0'))
    expect([code, files]).toMatchObject([1, [{ kind: 'cors', url: broken.urlOf('cart/1.1.0') }]])
    await broken.close()
  })

  test('finds one that breaks off', async () => {
    const broken = await openMall((request, response, serve) => {
      if (!request.url?.includes('cart/1.1.0/esm/Widget')) return serve()
      response.writeHead(200, { 'Content-Length': 100 }).write('half', () => response.destroy())
    })
    const { files } = await broken.plan('cart', broken.urlOf('cart/1.1.0'))
    expect(files).toMatchObject([{ kind: 'unreachable' }])
    await broken.close()
  })
})
