import { readFile, writeFile } from 'node:fs/promises'
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

  test('leaves a map that cannot be had to fedmap.js', async () => {
    const page = await browser().newPage()
    await page.route('**/importmap.json', route => route.fulfill({ status: 503 }))
    const messages: string[] = []
    page.on('console', message => messages.push(message.text()))
    await page.goto(server.origin)
    await page.waitForFunction(() => 'fedmap' in window)
    const code = await page.evaluate(() =>
      (window as unknown as { fedmap: { ready: Promise<void> } }).fedmap.ready.catch(error => error.code),
    )
    expect(code).toBe('FED-401')
    expect(messages.join('\n')).toContain('no variant was chosen')
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
