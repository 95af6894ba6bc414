import type { Browser } from 'playwright-core'
import { hearComplaints } from '../../testing/hear-complaints.js'
import { roundsOf } from '../../testing/rounds.js'
import type { Site, Variant } from './open-site.js'

export interface Measured {
  /** From the navigation to when the last widget shows something, in milliseconds. */
  readonly lastMount: number
  /** What the page's main thread worked until then, in milliseconds of processor time: what others run does not count. */
  readonly work: number
  /** Of all bodies, as compressed, but not of images and data, which widgets load once they run. */
  readonly bytes: number
  /** What of that is fedmap itself. */
  readonly loaderBytes: number
  readonly requests: number
  /** The same files by round. */
  readonly rounds: readonly (readonly string[])[]
}

/** How long a page may take before something is wrong with it, in milliseconds. */
const patience = 30_000

/** Opens a page as a first-time visitor does, with nothing in the cache. */
export async function measurePage(browser: Browser, site: Site, variant: Variant): Promise<Measured> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } })
  try {
    const page = await context.newPage()
    const complaints = hearComplaints(page)
    const devtools = await context.newCDPSession(page)
    await devtools.send('Performance.enable', { timeDomain: 'threadTicks' })
    site.link.answers.length = 0
    await page.goto(site.urlOf(variant), { waitUntil: 'commit' })
    const lastMount = await page.evaluate(
      patience =>
        Promise.race([
          (window as unknown as { lastMount: Promise<number> }).lastMount,
          new Promise<undefined>(resolve => setTimeout(resolve, patience)),
        ]),
      patience,
    )
    const { metrics } = await devtools.send('Performance.getMetrics')
    if (lastMount === undefined || complaints.length > 0) {
      throw new Error(`${variant} did not mount in peace: ${complaints.join('\n') || 'nothing was said'}`)
    }
    await page.waitForLoadState('load')
    const needed = site.link.answers.filter(({ url }) => isNeeded(url))
    const rounds = (await roundsOf(page)).map(urls => urls.map(toPath).filter(isNeeded))
    return {
      lastMount,
      work: 1000 * metrics.find(({ name }) => name === 'TaskDuration')!.value,
      bytes: sum(needed),
      loaderBytes: sum(needed.filter(({ url }) => url.startsWith('/fedmap'))),
      requests: needed.length,
      rounds: rounds.filter(urls => urls.length > 0),
    }
  } finally {
    await context.close()
  }
}

function isNeeded(path: string): boolean {
  return /(\.js|\.css|\/|\/importmap\.json|\/federation\.json)$/.test(path)
}

function toPath(url: string): string {
  return url.startsWith('data:') ? url : new URL(url).pathname
}

function sum(answers: readonly { readonly bytes: number }[]): number {
  return answers.reduce((sum, { bytes }) => sum + bytes, 0)
}
