import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser, Page } from 'playwright-core'
import { launchChromium } from '../../testing/launch-chromium.js'

/** What does this specifier resolve to in the module at this URL? */
export interface Question {
  readonly parent: string
  readonly specifier: string
}

/** A browser that answers questions on import maps. */
export interface ImportMapBrowser extends AsyncDisposable {
  /**
   * Opens a document at `pageUrl` (any `http:` URL) with this import map, runs a module at each parent, and asks each what
   * its specifiers resolve to. An answer of `null` stands for a TypeError. One document at a time.
   *
   * @throws TypeError where the browser refuses the map as a whole
   */
  ask(map: unknown, pageUrl: string, questions: readonly Question[]): Promise<readonly (string | null)[]>
}

/** Every module of these pages: it leaves its own `import.meta.resolve` for `askModules`. */
const moduleCode = '(globalThis.resolvers ??= {})[import.meta.url] = specifier => import.meta.resolve(specifier)'

/** A browser for which every host is one small server: navigations get the page, all other requests the module. */
export async function openImportMapBrowser(): Promise<ImportMapBrowser> {
  let html = ''
  const server = createServer((request, response) => {
    const isPage = request.headers.accept?.includes('text/html')
    response.setHeader('content-type', isPage ? 'text/html; charset=utf-8' : 'text/javascript')
    response.setHeader('access-control-allow-origin', '*')
    response.end(isPage ? html : moduleCode)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const closeServer = () => new Promise(resolve => server.close(resolve))

  let browser: Browser
  let page: Page
  try {
    browser = await launchChromium({ args: [`--host-resolver-rules=MAP * 127.0.0.1:${port}`] })
    page = await browser.newPage()
  } catch (error) {
    await closeServer()
    throw error
  }

  return {
    async ask(map, pageUrl, questions) {
      html = pageWith(map)
      await page.goto(pageUrl)
      const { answers, refusal } = await page.evaluate(askModules, questions)
      if (refusal) throw new TypeError(refusal)
      return answers
    },
    async [Symbol.asyncDispose]() {
      await browser.close()
      await closeServer()
    },
  }
}

function pageWith(map: unknown): string {
  const json = JSON.stringify(map).replaceAll('<', '\\u003c')
  return `<!doctype html>
<link rel="icon" href="data:,">
<script>addEventListener('error', event => { globalThis.refusal ??= event.message })</script>
<script type="importmap">${json}</script>`
}

/** Runs in the page. */
async function askModules(questions: readonly Question[]) {
  type Resolve = (specifier: string) => string
  const scope = globalThis as { refusal?: string; resolvers?: Record<string, Resolve> }
  const load = (url: string) =>
    new Promise<void>((resolve, reject) => {
      const script = document.createElement('script')
      script.type = 'module'
      script.src = url
      script.onload = () => resolve()
      script.onerror = () => reject(new Error(`${url} did not load`))
      document.head.append(script)
    })
  for (const parent of new Set(questions.map(question => question.parent))) await load(parent)
  const answers = questions.map(({ parent, specifier }) => {
    const resolve = scope.resolvers?.[parent]
    if (!resolve) throw new Error(`there is no module ${parent}`)
    try {
      return resolve(specifier)
    } catch (error) {
      if (error instanceof TypeError) return null
      throw error
    }
  })
  return { answers, refusal: scope.refusal }
}
