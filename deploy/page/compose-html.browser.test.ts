import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { roundsOf } from '../../testing/rounds.js'
import { useBrowser } from '../../testing/use-browser.js'
import { type Intercept, type StaticServer, startStaticServer } from '../static-server/static-server.js'
import { root } from '../testing/build-once.js'
import { type Mall, openMall } from '../testing/open-mall.js'

/** Slowly, so that what starts together is told from what waits for an answer. */
const slowly: Intercept = (_request, _response, serve) => void setTimeout(serve, 100)

const browser = useBrowser()
let mall: Mall
let server: StaticServer
beforeAll(async () => {
  mall = await openMall(slowly)
  const dist = join(root, 'dist/')
  server = await startStaticServer({ root: mall.folder, mounts: { '/dist/': dist }, intercept: slowly })
})
afterAll(async () => {
  await server?.close()
  await mall?.close()
})

/** Composes a page with this loader and opens it. */
async function openComposed(loader: string, ...args: string[]) {
  const html = `<!doctype html>
<html>
  <head>
    <title>Shop</title>
    <link rel="icon" href="data:,">
    <link rel="preload" as="fetch" crossorigin href="/importmap.json">
  </head>
  <body>
    <script type="systemjs-importmap" src="/importmap.json"></script>
    <script src="/dist/${loader}" data-import="search/Widget" data-preload="cart/Widget"></script>
  </body>
</html>`
  await writeFile(join(mall.folder, 'index.html'), html)
  const mapUrl = `${server.origin}/importmap.json`
  const { code, stderr } = await mall.fedmap('compose', '--html', 'index.html', '--map-url', mapUrl, ...args)
  expect([code, stderr]).toEqual([0, ''])

  const page = await browser().newPage()
  const messages: string[] = []
  const requested: string[] = []
  page.on('console', message => messages.push(message.text()))
  page.on('pageerror', error => messages.push(String(error)))
  page.on('request', request => requested.push(new URL(request.url()).pathname))
  await page.goto(server.origin, { waitUntil: 'networkidle' })
  return { page, messages, requested }
}

describe.each([
  ['System', 'fedmap.js', ['--format', 'system']],
  ['native', 'fedmap-native.js', ['--format', 'esm']],
])('a page that is composed, %s', (_engine, loader, args) => {
  test('loads in two rounds, each file once, and no manifest and no map', async () => {
    const { page, messages, requested } = await openComposed(loader, ...args)
    const rounds = await roundsOf(page)
    expect(rounds).toHaveLength(2)
    expect(requested[1]).toBe(`/dist/${loader}`)
    expect(new Set(requested).size).toBe(requested.length)
    expect(requested.filter(path => path.endsWith('.json'))).toEqual([])
    expect(requested.filter(path => path.includes('/shared/react@')).length).toBe(1)
    expect(requested.filter(path => path.endsWith('.css')).length).toBe(1)
    expect(messages).toEqual([])
    await page.close()
  })
})
