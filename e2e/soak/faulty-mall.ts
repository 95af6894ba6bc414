import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { type Mall, startMall } from '../../demo/start-mall.mjs'
import type { Fault } from '../../loader/testing/serve-mall.js'
import { launchChromium } from '../../testing/launch-chromium.js'
import type { ScheduledFault } from './schedule.js'
import { type BuiltRemote, survivorsOf } from './survivors.js'

type Kinds = Readonly<Record<string, Fault>>

/** The mall, with files broken by a schedule. */
export interface FaultyMall {
  /** What a page may ask of the remotes. */
  readonly files: readonly { readonly server: string; readonly path: string }[]
  /** Opens the page in a fresh profile under a schedule of faults. */
  visit(schedule: readonly ScheduledFault[]): Promise<VisitReport>
  close(): Promise<void>
}

interface VisitReport {
  /** The widgets that had to live. */
  readonly survivors: ReadonlySet<string>
  /** Of these, who is not mounted, or does not work, and why. */
  readonly dead: readonly string[]
  /** The widgets that are mounted. */
  readonly mounted: readonly string[]
}

/** Times short enough for hundreds of visits, long enough for two slow cores. */
const times = 'data-retries="1" data-manifest-timeout="2000" data-module-timeout="4000" data-stylesheet-timeout="2000"'

/** Starts it. `kinds`: the faults that schedules name. */
export async function openFaultyMall(kinds: Kinds): Promise<FaultyMall> {
  let schedule: readonly ScheduledFault[] = []
  const mall = await startMall({
    ports: 'ephemeral',
    intercept(server, request, response, serve) {
      const path = request.url as string
      const fault = schedule.find(fault => fault.server === server && fault.path === path)
      if (fault) return void answer(fault, kinds, response as never, request as never)
      if (server !== 'page' || path !== '/') return serve()
      response.setHeader('Content-Type', 'text/html')
      response.end(pageText.replace('src="/fedmap.js"', `src="/fedmap.js" ${times}`))
    },
  })
  const remotes = builtRemotes(mall)
  const browser = await launchChromium()
  return {
    files: remotes.flatMap(filesOf),
    async visit(next) {
      schedule = next
      const survivors = survivorsOf(schedule, remotes)
      return { survivors, ...(await lookAround(browser, mall, survivors)) }
    },
    async close() {
      await browser.close()
      await mall.close()
    },
  }
}

async function lookAround(browser: Browser, mall: Mall, survivors: ReadonlySet<string>) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } })
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  const dead: string[] = []
  try {
    await page.goto(mall.url, { waitUntil: 'domcontentloaded' })
    for (const widget of survivors) {
      await works(page, widget).catch(error => dead.push(`${widget}: ${String(error).split('\n', 1)}`))
    }
    const mounted = await page
      .locator('.shell-slot[data-state=mounted] .shell-badge')
      .evaluateAll(badges => badges.map(badge => (badge as HTMLElement).dataset.remote as string))
    return { dead, mounted }
  } finally {
    await context.close()
  }
}

/** What to click, and what it has to bring about. */
const effects: Readonly<Record<string, readonly [button: string, effect: string]>> = {
  '@mall/account': ['#account input[type=checkbox]', '#account input:checked'],
  '@mall/promo': ['#promo button', '#promo .promo-code'],
  '@mall/reviews': ['#reviews [aria-label="2 stars"]', '#reviews [aria-label="2 stars"]:checked'],
  '@mall/legacy': ['#stores button', '#stores [aria-expanded=true]'],
}

async function works(page: Page, widget: string): Promise<void> {
  await page.locator(`.shell-slot[data-state=mounted] [data-remote="${widget}"]`).waitFor()
  const [button, effect] = effects[widget] ?? []
  if (button && effect) {
    await page.locator(button).first().click()
    await page.locator(effect).first().waitFor()
  }
}

function answer({ server, path, kind }: ScheduledFault, kinds: Kinds, response: never, request: never): void {
  const text = readFileSync(`${deployed}${server}${path}`, 'utf8')
  const type = path.endsWith('.css') ? 'text/css' : path.endsWith('.json') ? 'application/json' : 'text/javascript'
  const fault = kinds[kind]
  ;(response as { setHeader(name: string, value: string): void }).setHeader('Content-Type', type)
  fault?.(response, text, request)
}

const deployed = fileURLToPath(new URL('../../demo/.deployed/', import.meta.url))
const pageText = readFileSync(new URL('../../demo/index.html', import.meta.url), 'utf8')

function builtRemotes(mall: Mall): readonly BuiltRemote[] {
  const { imports } = JSON.parse(readFileSync(new URL('../../importmap.json', import.meta.url), 'utf8'))
  return Object.entries(imports as Record<string, string>).map(([name, url]) => {
    const server = name.replace('@mall/', '')
    const base = new URL('.', (mall.origins[server] as string) + new URL(url).pathname).href
    return { name, server, base, root: deployed + server }
  })
}

/** What a page may ask of a remote: its manifest, its System modules, its stylesheets. */
function filesOf({ server, base, root }: BuiltRemote): readonly { readonly server: string; readonly path: string }[] {
  const { pathname } = new URL(base)
  const paths = readdirSync(root + pathname, { recursive: true, encoding: 'utf8' })
  const isAsked = (path: string) => /^(federation\.json|system\/.*\.js|assets\/.*\.css)$/.test(path)
  return paths.filter(isAsked).map(path => ({ server, path: pathname + path }))
}
