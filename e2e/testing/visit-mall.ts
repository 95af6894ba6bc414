import type { Browser, Page } from 'playwright-core'
import type { Mall } from '../../demo/start-mall.mjs'
import { hearComplaints } from '../../testing/hear-complaints.js'
import { roundsOf } from '../../testing/rounds.js'

/** The remotes that the shell mounts. */
export const widgetNames = ['account', 'cart', 'catalog', 'legacy', 'promo', 'reviews', 'search'].map(
  name => `@mall/${name}`,
)

export interface Visit {
  readonly page: Page
  /** URLs as the network saw them, in order. */
  readonly requests: string[]
  /** What the console said above the level of information, and uncaught errors. */
  readonly complaints: readonly string[]
  /** Which version of a remote is mounted, as its badge says. */
  versionOf(remote: string): Promise<string | null>
  /** Loads the page again and waits until it has settled. */
  reload(): Promise<void>
  rounds(): Promise<readonly (readonly string[])[]>
}

/** Opens the mall in a fresh profile and waits until every widget has mounted or failed. */
export async function visitMall(browser: Browser, mall: Mall): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } })
  const page = await context.newPage()
  const requests: string[] = []
  const complaints = hearComplaints(page)
  page.on('request', request => requests.push(request.url()))
  const settle = async () => {
    const settled = page.locator('.shell-slot[data-state]')
    await page.waitForFunction(
      count => document.querySelectorAll('.shell-slot[data-state]').length === count,
      widgetNames.length,
    )
    await settled.first().waitFor()
  }
  await page.goto(mall.url)
  await settle()
  return {
    page,
    requests,
    complaints,
    versionOf: remote => page.locator(`.shell-badge[data-remote="${remote}"]`).getAttribute('data-version'),
    reload: async () => {
      requests.length = 0
      await page.reload()
      await settle()
    },
    rounds: () => roundsOf(page),
  }
}
