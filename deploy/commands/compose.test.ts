import { createHash } from 'node:crypto'
import { chmod, lstat, readFile, rename, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { closureOf, readComposed, readPageMap, resolveShared } from '../../core/index.js'
import { fetchManifest } from '../fetch/fetch-manifest.js'
import { useMall } from '../testing/use-mall.js'
import { writeShop } from '../testing/write-shop.js'

const mall = useMall()

const mapUrl = 'https://shop.example/importmap.json'

describe('fedmap compose', () => {
  test('writes what pages need no manifests for, and says what it found', async () => {
    const { code, stdout } = await mall.fedmap('compose', '--json')
    const composed = readComposed(readPageMap(await mall.readMap(), mapUrl), 'system')
    expect([code, composed?.map.imports['cart/Widget']]).toEqual([0, expect.stringContaining('/cart/1.0.0/system/')])
    expect(JSON.parse(stdout)).toMatchObject({
      revision: 2,
      remotes: ['cart', 'catalog', 'search'],
      rejected: [],
      copies: [{ package: 'react', version: '18.3.1', provider: 'catalog' }],
      bytes: 3000,
      optimal: true,
    })
  })

  test('changes nothing the second time', async () => {
    await mall.fedmap('compose')
    const first = await readFile(mall.map, 'utf8')
    const { stdout } = await mall.fedmap('compose')
    expect(stdout).toContain('says this already')
    expect(await readFile(mall.map, 'utf8')).toBe(first)
  })

  test('keeps a copy that visitors have, unless it is to choose afresh', async () => {
    const react = async () => (await mall.readMap()).imports['react@18.3.1']
    const { imports } = await mall.readMap()
    await mall.writeMap({ imports: { cart: imports.cart, search: imports.search, shop: mall.urlOf('catalog/1.0.0') } })
    await mall.fedmap('compose')
    const first = await react()
    // Another name for the same files comes first in every order; and a copy of its own for the old one.
    await mall.fedmap('deploy', '--no-files', 'catalog', mall.urlOf('catalog/2.0.0'))
    expect(await react()).toBe(first)
    await mall.fedmap('compose', '--fresh')
    expect(await react()).toContain('/catalog/2.0.0/')
  })

  test('is right after an edit by hand, and composes anew', async () => {
    await mall.fedmap('compose')
    const map = await mall.readMap()
    await mall.writeMap({ ...map, imports: { ...map.imports, cart: mall.urlOf('cart/2.0.0') } })
    expect(readComposed(readPageMap(await mall.readMap(), mapUrl), 'system')).toBeUndefined()
    await mall.fedmap('compose')
    expect(readComposed(readPageMap(await mall.readMap(), mapUrl), 'system')?.map.imports['react@19.0.0']).toBeDefined()
  })

  test('composes for the native engine, and so does the next deploy', async () => {
    await mall.fedmap('compose', '--format', 'esm')
    expect((await mall.readMap()).imports['cart/Widget']).toContain('/cart/1.0.0/esm/')
    await mall.fedmap('deploy', '--no-files', 'cart', mall.urlOf('cart/1.1.0'))
    expect((await mall.readMap()).imports['cart/Widget']).toContain('/cart/1.1.0/esm/')
  })

  test('leaves Module Federation remotes to the page, which still uses what was composed', async () => {
    const map = await mall.readMap()
    const shop = await writeShop(mall)
    await mall.writeMap({ ...map, imports: { ...map.imports, shop } })
    expect((await mall.fedmap('compose', '--json')).code).toBe(0)
    const composed = readComposed(readPageMap(await mall.readMap(), mapUrl), 'system')
    expect(composed?.map.imports['cart/Widget']).toBeDefined()
    expect((await mall.readMap()).imports.shop).toBe(shop)
    expect((await mall.fedmap('check', '--no-files')).code).toBe(0)
  })

  test('names the command that says why a remote is rejected', async () => {
    await mall.writeMap({ imports: { ...(await mall.readMap()).imports, search: mall.urlOf('search/2.0.0') } })
    const { stdout } = await mall.fedmap('compose')
    const [, command = ''] = /search is rejected; `fedmap ([^`]*)`/.exec(stdout) ?? []
    expect((await mall.fedmap(...command.split(' '))).stdout).toContain('^17.0.0')
  })

  test('does not leave out a remote that may be back any moment', async () => {
    await rm(join(mall.folder, 'cdn/search'), { recursive: true })
    const before = await readFile(mall.map, 'utf8')
    const { code, error } = await mall.report('compose')
    expect([code, error.code]).toEqual([3, 'FED-623'])
    expect(await readFile(mall.map, 'utf8')).toBe(before)
  })
})

const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>Shop & <b></title>
    <link rel="preload" as="fetch" crossorigin href="/importmap.json">
    <link rel="stylesheet" href="/shop.css">
  </head>
  <body>
    <!-- <script type="systemjs-importmap" src="/not-this-one.json"></script> -->
    <script type="systemjs-importmap" src="/importmap.json"></script>
    <script src="/fedmap.js" data-import="search/Widget" data-preload="cart/Widget"></script>
  </body>
</html>
`

describe('fedmap compose --html', () => {
  test('leaves the page to whom it was open to', async () => {
    await chmod(join(mall.folder, 'index.html'), 0o666)
    await compose()
    expect((await stat(join(mall.folder, 'index.html'))).mode & 0o777).toBe(0o666)
  })

  test('says what the page imports and the map does not have', async () => {
    const html = page.replace('cart/Widget', 'cart/Wigdet /shop.js https://cdn.example/a.js crat/Widget shop/Button')
    await writeFile(join(mall.folder, 'index.html'), html)
    // What a Module Federation remote exposes, the page finds out.
    await mall.writeMap({ imports: { ...(await mall.readMap()).imports, shop: await writeShop(mall) } })
    expect(JSON.parse((await compose('--json')).stdout)).toMatchObject({ unknown: ['cart/Wigdet', 'crat/Widget'] })
    expect((await compose()).stdout).toContain('the page names cart/Wigdet in data-import or data-preload')
  })

  test.each([
    ['', '', false],
    ['<script src="/import-map-overrides.js"></script>', '', true],
    ['<script src="https://cdn.example/import-map-overrides@6/import-map-overrides.min.js"></script>', '', true],
    ['<script src="/import-map-overrides.js"></script>', 'use-injector', false],
  ])('says where an overrides panel would change nothing: %j %j', async (panel, attribute, isIdle) => {
    const meta = `<meta name="importmap-type" content="systemjs-importmap" ${attribute}>`
    await writeFile(join(mall.folder, 'index.html'), page.replace('<title>', `${meta}${panel}<title>`))
    expect(JSON.parse((await compose('--json')).stdout)).toMatchObject({ hasIdlePanel: isIdle })
    expect((await compose()).stdout.includes('needs use-injector')).toBe(isIdle)
  })

  const compose = (...args: string[]) => mall.fedmap('compose', '--html', 'index.html', '--map-url', mapUrl, ...args)
  const readHtml = () => readFile(join(mall.folder, 'index.html'), 'utf8')
  beforeEach(() => writeFile(join(mall.folder, 'index.html'), page))

  /** The links that were written, as records of their attributes. */
  const linksOf = (html: string) =>
    [...html.matchAll(/<link data-fedmap ([^>]*)>/g)].map(([, attributes = '']) =>
      Object.fromEntries([...attributes.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, name, value]) => [name, value])),
    )

  test('writes the map, and a link for the loader and for each file of the first view, into the page; the rest stays', async () => {
    const { code, stdout } = await compose('--json')
    const html = await readHtml()
    expect(code).toBe(0)
    const map = JSON.parse(
      /<script type="systemjs-importmap" data-src="\/importmap.json">(.*?)<\/script>/.exec(html)?.[1] ?? '',
    )
    expect(
      readComposed(readPageMap(map, 'https://shop.example/'), 'system')?.map.imports['search/Widget'],
    ).toBeDefined()

    const entries = readPageMap(await mall.readMap(), mapUrl).remotes
    const remotes = await Promise.all(entries.map(fetchManifest))
    const files = closureOf(resolveShared(remotes, { host: 'search' }), ['search/Widget', 'cart/Widget'])
    expect(files.map(({ kind }) => kind).sort()).toEqual(['css', 'module', 'module', 'module', 'module'])
    const [loader, ...links] = linksOf(html)
    expect(loader).toEqual({ rel: 'preload', as: 'script', href: '/fedmap.js' })
    expect(links).toEqual(
      files.map(({ url, kind, integrity }) => ({
        rel: 'preload',
        as: kind === 'css' ? 'style' : 'script',
        crossorigin: 'anonymous',
        integrity,
        href: url,
      })),
    )
    expect(JSON.parse(stdout)).toMatchObject({
      isChanged: true,
      preloads: 5,
      cspHash: expect.stringMatching(/^'sha256-/),
    })

    const rest = html
      .replace(/ *<link data-fedmap [^>]*>\n/g, '')
      .replace(/ data-src="\/importmap.json">.*?<\/script>/, ' src="/importmap.json"></script>')
    expect(rest).toBe(page.replace(/ *<link rel="preload" as="fetch".*\n/, ''))
    expect((await mall.readMap()).fedmap).toBeUndefined()
  })

  test('requests the loader as its tag does', async () => {
    const tag = '<script crossorigin="anonymous" integrity="sha256-x" nonce="n1" src="https://cdn.example/fedmap.js"'
    await writeFile(join(mall.folder, 'index.html'), page.replace('<script src="/fedmap.js"', tag))
    await compose()
    expect(linksOf(await readHtml())[0]).toEqual({
      rel: 'preload',
      as: 'script',
      crossorigin: 'anonymous',
      integrity: 'sha256-x',
      nonce: 'n1',
      href: 'https://cdn.example/fedmap.js',
    })
    const bundle = '<script type="module" src="/main.js"'
    await writeFile(join(mall.folder, 'index.html'), page.replace('<script src="/fedmap.js"', bundle))
    await compose()
    expect(linksOf(await readHtml()).map(({ href }) => href)).not.toContain('/main.js')
  })

  test.each([
    ['fedmap.js"', 'system'],
    ['fedmap-native.js"', 'esm'],
    ['fedmap-canary.js"', 'system'],
    ['fedmap-canary.js" data-loader="fedmap-native.js"', 'esm'],
    ['main.js"', 'system'],
  ])('composes for what the page loads: <script src="/%s>', async (source, format) => {
    await writeFile(join(mall.folder, 'index.html'), page.replace('fedmap.js"', source))
    await compose()
    const folders = linksOf(await readHtml()).flatMap(({ href }) => /\/(system|esm)\//.exec(href ?? '')?.[1] ?? [])
    expect([...new Set(folders)]).toEqual([format])
  })

  test('changes nothing the second time, and follows a deploy', async () => {
    await compose()
    const first = await readHtml()
    expect((await compose()).stdout).toContain('says this already')
    expect(await readHtml()).toBe(first)
    await mall.fedmap('deploy', 'cart', mall.urlOf('cart/2.0.0'))
    await compose()
    expect(linksOf(await readHtml()).some(({ href }) => href?.includes('react@19.0.0'))).toBe(true)
    await mall.fedmap('rollback')
    await compose()
    expect((await readHtml()).replace('"fedmap":{"revision":3,', '"fedmap":{')).toBe(first)
  })

  const fetching = '<link rel="preload" as="fetch" crossorigin href="/importmap.json">'

  test.each([
    ['lines that end as in Windows', page.replaceAll('\n', '\r\n')],
    [
      'what another program makes a page of',
      page
        .replace('src="/importmap.json"', `{{nonceAttribute}} src='<%= asset("importmap.json?a&b") %>'`)
        .replace('src="/fedmap.js"', `nonce='<%= nonce("x") %>' src='<%= asset("fedmap.js?a&b") %>'`),
    ],
    [
      'capital letters and no quotes',
      page
        .replace(
          '<script type="systemjs-importmap" src="/importmap.json"',
          '<SCRIPT TYPE=systemjs-importmap SRC=/importmap.json',
        )
        .replace('src="/fedmap.js"', 'SRC=/fedmap.js'),
    ],
  ])('leaves what was there to the byte, and says it as it does: %s', async (_case, source) => {
    const before = source.replace(new RegExp(` *${fetching}\r?\n`), '')
    await writeFile(join(mall.folder, 'index.html'), before)
    await compose()
    const html = await readHtml()
    const [, wordsOfLink] = /<link data-fedmap rel="preload" as="script" (.*?)>\r?\n/.exec(html) ?? []
    const [, wordsOfTag] = /<script (.*src=.*fedmap\.js.*) data-import/i.exec(before) ?? []
    expect(wordsOfLink).toBe(wordsOfTag?.replace(/src=/i, 'href='))
    const rest = html
      .replace(/ *<link data-fedmap .*\r?\n/g, '')
      .replace(/>\{"imports".*(?=<\/script>)/i, '>')
      .replace(/data-(?=src=)/i, '')
    expect(rest).toBe(before)
    expect(new Set(html.match(/\r?\n/g))).toEqual(new Set(source.match(/\r?\n/g)))
    expect((await compose()).stdout).toContain('says this already')
  })

  test('keeps the copies that visitors have by the page, unless it is to choose afresh', async () => {
    await writeFile(join(mall.folder, 'index.html'), page.replace('search/Widget', 'cart/Widget'))
    const reactOf = async (release: string, ...args: string[]) => {
      await mall.writeMap({ imports: { cart: mall.urlOf(`cart/${release}`) } })
      await compose(...args)
      return linksOf(await readHtml()).flatMap(
        ({ href }) => /cart\/(.*)\/system\/shared\/react@/.exec(href ?? '')?.[1] ?? [],
      )
    }
    expect(await reactOf('1.0.0')).toEqual(['1.0.0'])
    expect(await reactOf('1.1.0')).toEqual(['1.0.0'])
    expect(await reactOf('1.1.0', '--fresh')).toEqual(['1.1.0'])
  })

  test('requests files of the page itself without CORS, as the loader does', async () => {
    await compose('--page-url', `${mall.server.origin}/`)
    const modes = linksOf(await readHtml()).map(({ as, crossorigin }) => `${as} ${crossorigin}`)
    expect(new Set(modes)).toEqual(new Set(['script undefined', 'style anonymous']))
  })

  test('keeps the meaning of relative addresses, which in the page would be others', async () => {
    await mall.writeMap({
      imports: { cart: mall.urlOf('cart/1.0.0'), moment: './moment.js' },
      scopes: { './old/': { a: './a.js' } },
      fedmap: { host: 'cart' },
    })
    await compose('--map-url', 'https://cdn.example/maps/importmap.json', '--page-url', 'https://shop.example/')
    const map = JSON.parse(/data-src="\/importmap.json">(.*?)<\/script>/.exec(await readHtml())?.[1] ?? '')
    expect([map.imports.moment, map.scopes['https://cdn.example/maps/old/']]).toEqual([
      'https://cdn.example/maps/moment.js',
      { a: 'https://cdn.example/maps/a.js' },
    ])
    expect(map.fedmap).toMatchObject({ host: 'cart' })
  })

  test('lets nothing in the map end the script', async () => {
    await mall.writeMap({
      imports: { cart: mall.urlOf('cart/1.0.0'), '</script><img src=x>': 'https://cdn.example/x.js' },
    })
    await compose()
    expect(await readHtml()).not.toContain('<img')
  })

  test.each([
    ['a page without a map', '<!doctype html><script src="/fedmap.js"></script>', 'FED-625'],
    ['no page', undefined, 'FED-626'],
    ['a page that is not UTF-8', Buffer.from(page.replace('Shop', 'Café'), 'latin1'), 'FED-626'],
  ])('says what is wrong with %s', async (_case, html, errorCode) => {
    await rm(join(mall.folder, 'index.html'))
    if (html) await writeFile(join(mall.folder, 'index.html'), html)
    const { code, stdout } = await compose('--json')
    expect([code, JSON.parse(stdout).error.code]).toEqual([3, errorCode])
    if (html) expect(await readFile(join(mall.folder, 'index.html'))).toEqual(Buffer.from(html))
  })

  test('writes the file that a link leads to', async () => {
    const [link, file] = [join(mall.folder, 'index.html'), join(mall.folder, 'real.html')]
    await rename(link, file)
    await symlink('real.html', link)
    await compose()
    expect((await lstat(link)).isSymbolicLink()).toBe(true)
    expect(await readFile(file, 'utf8')).toContain('data-fedmap')
  })

  test('prints the hash that lets the browser run the map under a content security policy', async () => {
    const { cspHash } = JSON.parse((await compose('--json')).stdout)
    // The first one is in a comment.
    const [, text = ''] = [
      ...(await readHtml()).matchAll(/<script type="systemjs-importmap"[^>]*>(.*?)<\/script>/g),
    ][1]!
    expect(cspHash).toBe(`'sha256-${createHash('sha256').update(text).digest('base64')}'`)
    expect((await compose()).stdout).toContain(cspHash)
  })

  test.each([
    ['a scope', { scopes: { './old/': { a: 'https://cdn.example/a.js' } } }, '/old/'],
    ['an address in a scope', { scopes: { 'https://cdn.example/old/': { a: './a.js' } } }, 'a is at /a.js'],
    ['the key of an entry', { imports: { './a.js': 'https://cdn.example/a.js' } }, '/a.js is a relative address'],
  ])('wants to know where the map is served, where %s is relative', async (_case, map, what) => {
    await mall.writeMap(map)
    const args = ['compose', '--html', 'index.html', '--page-url', 'https://shop.example/']
    const { code, stderr } = await mall.fedmap(...args)
    expect([code, stderr]).toEqual([3, expect.stringMatching(/^FED-621/)])
    expect(stderr).toContain(what)
    expect(stderr).not.toContain('nowhere')
  })

  test('wants to know where the page is served', async () => {
    const { code, stderr } = await mall.fedmap('compose', '--html', 'index.html')
    expect([code, stderr]).toEqual([3, expect.stringContaining('FED-621')])
    for (const option of ['--page-url', '--map-url']) {
      const wrong = await mall.fedmap('compose', '--html', 'index.html', option, 'localhost:9000/')
      expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringMatching(`^FED-628 .*${option}`)])
    }
  })
})
