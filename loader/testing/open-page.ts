import type { Browser, BrowserContext, Page } from 'playwright-core'
import type { LoaderEvents } from '../events/events.js'
import '../loader.js'
import { hearComplaints } from '../../testing/hear-complaints.js'
import type { Mall } from './serve-mall.js'

export interface PageSketch {
  /** importmap.json. */
  readonly map?: unknown
  /** Tags before the map. */
  readonly head?: string
  /** Attributes of fedmap's script tag. */
  readonly attributes?: string
  /** Default: the tags that the README shows. */
  readonly tags?: string
  /** Whether to listen to the loader's events, in an inline script. Default: true. */
  readonly hasListener?: boolean
}

export interface OpenedPage {
  readonly page: Page
  readonly context: BrowserContext
  /** What the console said, errors and warnings only, and uncaught errors. */
  readonly console: readonly string[]
  /** Imports in the page, and gives what can be copied out of it. */
  import(specifier: string): Promise<ImportResult>
}

/** What importing gave: the exports that can be copied, or the error. */
export interface ImportResult {
  readonly module?: Readonly<Record<string, unknown>>
  readonly code?: string
  readonly message?: string
  readonly where?: {
    readonly remote?: string
    readonly specifier?: string
    readonly url?: string
    readonly tried?: readonly { readonly url: string; readonly why: string }[]
  }
  readonly cause?: string
}

/** Writes a root page over the mall, and opens it in a browser profile of its own. */
export async function openPage(browser: Browser, mall: Mall, sketch: PageSketch = {}): Promise<OpenedPage> {
  const { map, head = '', attributes = '' } = sketch
  const tags =
    sketch.tags ??
    `<link rel="preload" as="fetch" crossorigin href="/importmap.json">
     <script type="systemjs-importmap" src="/importmap.json"></script>
     <script src="/fedmap.js" ${attributes}></script>`
  if (map !== undefined) mall.page.files.set('/importmap.json', typeof map === 'string' ? map : JSON.stringify(map))
  const listen = `<script>
    events = []
    for (const name of ${JSON.stringify(eventNames)}) window.fedmap?.on(name, ({ error, ...detail }) => {
      events.push({ name, ...detail, ...(error && { code: error.code }) })
    })
  </script>`
  const icon = '<link rel="icon" href="data:,">'
  mall.page.files.set(
    '/',
    `<!doctype html><html><head><meta charset="utf-8">${icon}${head}${tags}${sketch.hasListener === false ? '' : listen}</head><body>`,
  )
  const context = await browser.newContext()
  const page = await context.newPage()
  page.setDefaultTimeout(10_000)
  const console = hearComplaints(page)
  // Not `load`: a request that hangs keeps that from coming.
  await page.goto(`${mall.page.origin}/`, { waitUntil: 'domcontentloaded' })
  return { page, context, console, import: specifier => importIn(page, specifier) }
}

const eventNames: readonly (keyof LoaderEvents)[] = [
  'resolved',
  'rejected',
  'late',
  'retry',
  'fallback',
  'stale',
  'warning',
]

/** What the loader has reported so far: each event's data with its name, errors as their codes. */
export function eventsOf(page: Page): Promise<readonly Readonly<Record<string, unknown>>[]> {
  return page.evaluate(() => (window as unknown as { events: [] }).events)
}

export function importIn(page: Page, specifier: string): Promise<ImportResult> {
  return page.evaluate(async specifier => {
    try {
      const module = await window.fedmap.import(specifier)
      const isPlain = (value: unknown) => value === null || ['string', 'number', 'boolean'].includes(typeof value)
      return { module: Object.fromEntries(Object.entries(module).filter(([, value]) => isPlain(value))) }
    } catch (error) {
      const { code, message, where, cause } = error as Error & { code: string; where: object }
      return { code, message, where, cause: String(cause) }
    }
  }, specifier)
}

/** Waits until the browser keeps a file that was read, which it does a second after that. */
export async function untilKept({ page }: Pick<OpenedPage, 'page'>, url: string): Promise<void> {
  await page.evaluate(async url => {
    const kept = await caches.open('fedmap')
    while (!(await kept.match(url))) await new Promise(resume => setTimeout(resume, 50))
  }, url)
}
