import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { startStaticServer } from '../../deploy/index.js'
import { hearComplaints } from '../../testing/hear-complaints.js'

const dist = fileURLToPath(new URL('../../dist/', import.meta.url))

export interface FedmapPage {
  readonly page: Page
  readonly origin: string
  readonly requests: readonly string[]
  /** What the page's console and its modules complained of. */
  readonly complaints: readonly string[]
  readonly close: () => Promise<void>
}

const panel = fileURLToPath(new URL('import-map-overrides.js', import.meta.resolve('import-map-overrides')))

/** Opens a page with the loader, on an engine, and remotes by the URLs of their manifests, some of them overridden. */
export async function openFedmapPage(
  browser: Browser,
  engine: 'system' | 'native',
  imports: Readonly<Record<string, string>>,
  overrides: Readonly<Record<string, string>> = {},
): Promise<FedmapPage> {
  const script = engine === 'native' ? 'fedmap-native.js' : 'fedmap.js'
  const server = await startStaticServer({
    root: dist,
    mounts: { '/panel.js': panel },
    intercept: (request, response, serve) => {
      if (!/^\/(?:$|\?)/.test(request.url ?? '')) return serve()
      response.setHeader('content-type', 'text/html; charset=utf-8').end(`<!doctype html><link rel="icon" href="data:,">
        <meta name="importmap-type" content="systemjs-importmap" use-injector allow-query-param-override>
        <script src="/panel.js"></script>
        <script type="systemjs-importmap">${JSON.stringify({ imports })}</script>
        <script src="/${script}"></script><main></main>`)
    },
  })
  const page = await browser.newPage()
  const complaints = hearComplaints(page)
  const requests: string[] = []
  page.on('request', request => requests.push(request.url()))
  await page.goto(`${server.origin}/?imo=${encodeURIComponent(JSON.stringify({ imports: overrides }))}`)
  return {
    page,
    origin: server.origin,
    requests,
    complaints,
    close: async () => {
      await page.close()
      await server.close()
    },
  }
}
