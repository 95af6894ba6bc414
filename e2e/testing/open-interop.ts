import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Manifest, Remote } from 'fedmap/core'
import { startStaticServer } from 'fedmap/deploy'
import type { Browser, Page } from 'playwright-core'
import { hearComplaints } from '../../testing/hear-complaints.js'

export interface InteropPage {
  readonly page: Page
  /** Paths in order: `/cart/system/remoteEntry.js`. */
  readonly requests: readonly string[]
  /** What the console said above the level of information, and uncaught errors. */
  readonly complaints: readonly string[]
  close(): Promise<void>
}

/** Remotes of the mall, as they are deployed. */
const deployed = { cart: 'cart/1.4.2', catalog: 'catalog/2.3.0' } as const

const mounts = {
  ...Object.fromEntries(
    Object.entries(deployed).map(([name, place]) => [`/${name}/`, pathOf(`../../demo/.deployed/${place}`)]),
  ),
  ...Object.fromEntries(
    ['fedmap.js', 'fedmap-compose.js', 'fedmap-developer.js', 'fedmap-mf.js'].map(file => [
      `/${file}`,
      pathOf(`../../dist/${file}`),
    ]),
  ),
  '/system.min.js': fileURLToPath(import.meta.resolve('systemjs/dist/system.min.js')),
}

/**
 * Opens a page on a server that has real remotes of both kinds: two of the mall's (`/cart/`, `/catalog/`), and the
 * builds of `buildModuleFederation` below `/mf/`.
 *
 * @param toHead the page's tags; it is told the server's origin
 */
export async function openInterop(
  browser: Browser,
  builds: string,
  toHead: (origin: string) => string,
): Promise<InteropPage> {
  const server = await startStaticServer({
    root: builds,
    mounts: { ...mounts, '/mf/': builds },
    intercept(request, response, serve) {
      if (request.url !== '/') return serve()
      const icon = '<link rel="icon" href="data:,">'
      const html = `<!doctype html><html><head>${icon}${toHead(server.origin)}</head><body><main></main></body></html>`
      response.setHeader('Content-Type', 'text/html').end(html)
    },
  })
  const page = await browser.newPage()
  const requests: string[] = []
  const complaints = hearComplaints(page)
  page.on('request', request => requests.push(new URL(request.url()).pathname))
  await page.goto(`${server.origin}/`)
  return {
    page,
    requests,
    complaints,
    close: async () => {
      await page.close()
      await server.close()
    },
  }
}

/** A remote of the mall as the resolver takes it. */
export async function readDeployed(name: keyof typeof deployed, origin: string): Promise<Remote> {
  const file = pathOf(`../../demo/.deployed/${deployed[name]}/federation.json`)
  const manifest: Manifest = JSON.parse(await readFile(file, 'utf8'))
  return { name, base: `${origin}/${name}/`, manifest }
}

function pathOf(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url))
}
