import { createRequire } from 'node:module'
import type { Browser, Page } from 'playwright-core'
import { type Format, type Resolution, resolveShared, toImportMap } from '../../core/index.js'
import { startStaticServer } from '../../deploy/index.js'
import type { RemoteBuild } from './build-remote.js'

const require = createRequire(import.meta.url)

export interface RemotePage {
  readonly page: Page
  readonly resolution: Resolution
  /** The paths of all requests, `/<index of the remote>/…`. */
  readonly requests: readonly string[]
  /** What the page's console and its modules complained of. */
  readonly complaints: readonly string[]
  readonly close: () => Promise<void>
}

export interface PageOptions {
  /** Remotes that are served after the others and that the page's import map does not know. */
  readonly unmapped?: readonly RemoteBuild[]
  /** The build of SystemJS. */
  readonly systemjs?: 'system.js' | 's.js'
}

/**
 * Opens a page whose import map is the one that core makes of the remotes' manifests, on the engine of a format: the
 * browser itself, or SystemJS. In it `load(specifier)` imports, and `document.querySelector('main')` is where to render.
 */
export async function openPage(
  browser: Browser,
  remotes: readonly RemoteBuild[],
  format: Format,
  { unmapped = [], systemjs = 'system.js' }: PageOptions = {},
): Promise<RemotePage> {
  let html = ''
  const folders = Object.fromEntries([...remotes, ...unmapped].map((remote, index) => [`/${index}/`, remote.folder]))
  const server = await startStaticServer({
    root: [...remotes, ...unmapped][0]!.folder,
    mounts: { ...folders, '/system.js': require.resolve(`systemjs/dist/${systemjs}`) },
    intercept: (request, response, serve) => {
      if (request.url !== '/') serve()
      else response.setHeader('content-type', 'text/html').end(html)
    },
  })
  const resolution = resolveShared(
    remotes.map(({ manifest }, index) => ({ name: manifest.name, base: `${server.origin}/${index}/`, manifest })),
    { format },
  )
  html = toHtml(format, JSON.stringify(toImportMap(resolution)))

  const page = await browser.newPage()
  const complaints: string[] = []
  page.on('console', message => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text())
  })
  const requests: string[] = []
  page.on('request', request => requests.push(new URL(request.url()).pathname))
  page.on('pageerror', error => complaints.push(String(error)))
  await page.goto(`${server.origin}/`)
  return {
    page,
    resolution,
    requests,
    complaints,
    close: async () => {
      await page.close()
      await server.close()
    },
  }
}

function toHtml(format: Format, map: string): string {
  const engine =
    format === 'esm'
      ? `<script type="importmap">${map}</script><script>window.load = specifier => import(specifier)</script>`
      : `<script type="systemjs-importmap">${map}</script><script src="/system.js"></script>` +
        `<script>window.load = specifier => System.import(specifier)</script>`
  return `<!doctype html><link rel="icon" href="data:,">${engine}<main></main>`
}
