import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chooseVariant } from '../core/page/choose-variant.js'
import { type StaticServer, startStaticServer } from '../deploy/static-server/static-server.js'
import { root } from '../deploy/testing/build-once.js'
import { type Mall, openMall } from '../deploy/testing/open-mall.js'
import { useBrowser } from '../testing/use-browser.js'

const browser = useBrowser()
let mall: Mall
let server: StaticServer
beforeAll(async () => {
  mall = await openMall()
  server = await startStaticServer({
    root: mall.folder,
    mounts: { '/dist/': join(root, 'dist/') },
    // Sent with every file: the scripts need nothing that a strict policy forbids.
    headers: () => ({
      'Content-Security-Policy': `script-src 'self' ${mall.server.origin}; require-trusted-types-for 'script'`,
    }),
  })
  const html = `<!doctype html>
<html>
  <head>
    <link rel="icon" href="data:,">
    <link rel="preload" as="fetch" crossorigin href="/importmap.json">
    <link rel="preload" as="script" href="/dist/fedmap.js">
  </head>
  <body>
    <script type="systemjs-importmap" src="/importmap.json"></script>
    <script src="/dist/fedmap-canary.js" data-import="cart/Widget" data-key-cookie="visitor"></script>
  </body>
</html>`
  await writeFile(join(mall.folder, 'index.html'), html)
  const hasty = 'data-import-map-timeout="500" data-retries="0" data-import'
  await writeFile(join(mall.folder, 'hasty.html'), html.replace('data-import', hasty))
  await writeFile(join(mall.folder, 'kept.html'), html.replace(' data-key-cookie="visitor"', ''))
  const pinned = html.replace('src="/importmap.json"', 'src="/importmap.json" integrity="sha384-AAAA"')
  await writeFile(join(mall.folder, 'pinned.html'), pinned)
  const elsewhere = html.replaceAll('/importmap.json', '/maps/importmap.json')
  await writeFile(join(mall.folder, 'elsewhere.html'), elsewhere.replace('data-import', 'crossorigin data-import'))
})
afterAll(async () => {
  await server?.close()
  await mall?.close()
})

const deployCanary = (...rules: string[]) => mall.fedmap('canary', 'next', 'cart', mall.urlOf('cart/1.1.0'), ...rules)

/** Opens the page as somebody, again and again, and says what they got each time. */
async function visit(path: string, visitor?: string, times = 1) {
  const context = await browser().newContext()
  if (visitor) await context.addCookies([{ name: 'visitor', value: visitor, url: server.origin }])
  const page = await context.newPage()
  const maps: string[] = []
  page.on('request', request => void (request.url().endsWith('/importmap.json') && maps.push(request.url())))
  const seen: string[] = []
  for (let time = 1; time <= times; time++) {
    await page.goto(server.origin + path)
    await page.waitForFunction(() => 'fedmap' in window)
    const [url, variant] = await page.evaluate(async () => {
      const { fedmap } = window as unknown as { fedmap: { ready: Promise<void>; resolve(specifier: string): string } }
      await fedmap.ready
      return [fedmap.resolve('cart/Widget'), document.documentElement.dataset.fedmapVariant]
    })
    expect(maps).toHaveLength(time)
    seen.push(`${/cart\/(\d\.\d\.\d)/.exec(url ?? '')?.[1]} ${variant}`)
  }
  await context.close()
  return seen
}

describe('fedmap-canary.js', () => {
  test('gives each visitor what chooseVariant says, the same at each visit', { timeout: 240_000 }, async () => {
    await deployCanary('--percent', '50', '--query', 'next')
    const map = JSON.parse(await readFile(mall.map, 'utf8'))
    const visitors = ['ada', 'bob', 'cyd']
    const expected = visitors.map(visitor =>
      chooseVariant(map, { key: `visitor=${visitor}` }).variant ? '1.1.0 next' : '1.0.0 undefined',
    )
    expect(new Set(expected).size).toBe(2)
    for (const [at, visitor] of visitors.entries()) {
      expect(await visit('/', visitor)).toEqual([expected[at]])
    }
    expect(await visit('/?next')).toEqual(['1.1.0 next'])
    expect(await visit('/?next=0', visitors[expected.indexOf('1.1.0 next')])).toEqual(['1.0.0 undefined'])
  })

  test('keeps a key of its own where no cookie is named', async () => {
    await deployCanary('--percent', '50')
    // With another key each time, ten visits would agree once in five hundred runs.
    expect(new Set(await visit('/kept.html', undefined, 10)).size).toBe(1)
  })

  test.each([
    ['cannot be had', '/', 503],
    ['has not the hash that the page says', '/pinned.html', undefined],
  ])('leaves a map that %s to fedmap.js', async (_case, path, status) => {
    const page = await browser().newPage()
    if (status) await page.route('**/importmap.json', route => route.fulfill({ status }))
    const messages: string[] = []
    page.on('console', message => messages.push(message.text()))
    await page.goto(server.origin + path)
    await page.waitForFunction(() => 'fedmap' in window)
    const code = await page.evaluate(() =>
      (window as unknown as { fedmap: { ready: Promise<void> } }).fedmap.ready.catch(error => error.code),
    )
    expect(code).toBe('FED-401')
    expect(messages.join('\n')).toContain('no variant was chosen')
    await page.close()
  })

  test('keeps the meaning of relative addresses, and requests fedmap.js as its own tag says', async () => {
    await mkdir(join(mall.folder, 'maps'))
    const map = {
      imports: { cart: mall.urlOf('cart/1.0.0'), moment: './moment.js' },
      scopes: { './old/': { moment: './old-moment.js' } },
      integrity: { './moment.js': 'sha384-A' },
    }
    await writeFile(join(mall.folder, 'maps/importmap.json'), JSON.stringify(map))
    const page = await browser().newPage()
    await page.goto(`${server.origin}/elsewhere.html`)
    await page.waitForFunction(() => 'fedmap' in window)
    const seen = await page.evaluate(async () => {
      type Fedmap = { ready: Promise<void>; resolve(specifier: string, parent?: string): string }
      const { fedmap } = window as unknown as { fedmap: Fedmap }
      await fedmap.ready
      const addresses = ['/', '/maps/old/a.js'].map(parent => fedmap.resolve('moment', location.origin + parent))
      const inPage = document.querySelector<HTMLScriptElement>('script[type="systemjs-importmap"]')?.text ?? ''
      const loader = document.querySelector<HTMLScriptElement>('script[src$="/fedmap.js"]')
      return [...addresses, ...Object.keys(JSON.parse(inPage).integrity), loader?.crossOrigin]
    })
    const maps = `${server.origin}/maps`
    expect(seen).toEqual([`${maps}/moment.js`, `${maps}/old-moment.js`, `${maps}/moment.js`, 'anonymous'])
    await page.close()
  })

  test('waits no longer for it than fedmap.js would, and keeps it for a day on which it cannot be had', async () => {
    const page = await browser().newPage()
    const resolve = () =>
      page.evaluate(async () => {
        const { fedmap } = window as unknown as { fedmap: { ready: Promise<void>; resolve(specifier: string): string } }
        await fedmap.ready
        return fedmap.resolve('cart/Widget')
      })
    await page.goto(`${server.origin}/hasty.html`)
    await page.waitForFunction(() => 'fedmap' in window)
    const url = await resolve()
    await page.route('**/importmap.json', () => {}) // Nobody answers.
    await page.goto(`${server.origin}/hasty.html`, { waitUntil: 'domcontentloaded' })
    await page.waitForFunction(() => 'fedmap' in window)
    expect(await resolve()).toBe(url)
    await page.close()
  })
})
