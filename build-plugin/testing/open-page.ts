import { createRequire } from 'node:module'
import type { Browser, Page } from 'playwright-core'
import { type Format, type Resolution, resolveShared, toImportMap } from '../../core/index.js'
import { startStaticServer } from '../../deploy/index.js'
import { hearComplaints } from '../../testing/hear-complaints.js'
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
 * Opens a page, of another origin than its remotes, whose import map is the one that core makes of the remotes' manifests, on the engine of a format: the
 * browser itself, or SystemJS. In it `load(specifier)` imports a
 * specifier, or a path on the remotes' origin, and `document.querySelector('main')` is where to render.
 */
export async function openPage(
  browser: Browser,
  remotes: readonly RemoteBuild[],
  format: Format,
  { unmapped = [], systemjs = 'system.js' }: PageOptions = {},
): Promise<RemotePage> {
  let html = ''
  const folders = Object.fromEntries([...remotes, ...unmapped].map((remote, index) => [`/${index}/`, remote.folder]))
  const remoteServer = await startStaticServer({ root: [...remotes, ...unmapped][0]!.folder, mounts: folders })
  const pageServer = await startStaticServer({
    root: [...remotes, ...unmapped][0]!.folder,
    mounts: { '/system.js': require.resolve(`systemjs/dist/${systemjs}`) },
    intercept: (request, response, serve) => {
      if (request.url !== '/') serve()
      else response.setHeader('content-type', 'text/html').end(html)
    },
  })
  const resolution = resolveShared(
    remotes.map(({ manifest }, index) => ({ name: manifest.name, base: `${remoteServer.origin}/${index}/`, manifest })),
    { format },
  )
  html = toHtml(format, JSON.stringify(toImportMap(resolution)), remoteServer.origin)

  const page = await browser.newPage()
  const complaints = hearComplaints(page)
  const requests: string[] = []
  page.on('request', request => requests.push(new URL(request.url()).pathname))
  await page.goto(`${pageServer.origin}/`)
  return {
    page,
    resolution,
    requests,
    complaints,
    close: async () => {
      await page.close()
      await pageServer.close()
      await remoteServer.close()
    },
  }
}

/** As in fedmap's loader: `import.meta.resolve` answers at once, as the standard says, and Vite's code relies on it. */
const syncResolve = `System.constructor.prototype.createContext = function (url) {
  return { url, resolve: (specifier, parent) => this.resolve(specifier, parent || url) }
}`

function toHtml(format: Format, map: string, remotes: string): string {
  const load = (importer: string) =>
    `window.load = specifier => ${importer}(specifier.startsWith('/') ? '${remotes}' + specifier : specifier)`
  const engine =
    format === 'esm'
      ? `<script type="importmap">${map}</script><script>${load('import')}</script>`
      : `<script type="systemjs-importmap">${map}</script><script src="/system.js"></script>` +
        `<script>${syncResolve};${load('System.import')}</script>`
  return `<!doctype html><link rel="icon" href="data:,">${engine}<main></main>`
}
