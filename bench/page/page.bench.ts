import type { Browser } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { launchChromium } from '../../testing/launch-chromium.js'
import { openTwentyPortfolio, openUniformPortfolio } from './generated.js'
import { openMallPortfolio } from './mall.js'
import { type Measured, measurePage } from './measure-page.js'
import { openSite, type Site, type Variant, variants } from './open-site.js'
import { median, quartiles } from './quartiles.js'

// How fast pages of many remotes load for the first time: `npm run bench:page`. FEDMAP_RUNS says how often each is
// loaded (15), FEDMAP_PAGES which portfolios (mall,uniform,twenty).

const { FEDMAP_RUNS = '15', FEDMAP_PAGES = 'mall,uniform,twenty' } = process.env
const portfolios = { mall: openMallPortfolio, uniform: openUniformPortfolio, twenty: openTwentyPortfolio }

/** What a visitor has: 40 ms to the server beside what the bytes take. */
const line = { latency: 40, bitsPerSecond: 10_000_000 }

/** So slow that what starts together is told from what waits for an answer, however busy the machine is. */
const roundsLine = { latency: 400 }

const report: string[] = []
afterAll(() => console.log(report.join('\n')))

test.each(FEDMAP_PAGES.split(',') as (keyof typeof portfolios)[])('%s', async name => {
  const portfolio = await portfolios[name]()
  const site = await openSite(portfolio, roundsLine)
  const browser = await launchChromium({ args: [`--ignore-certificate-errors-spki-list=${site.certificate.pin}`] })
  try {
    // Warms the browser up too.
    const counted = await measureAll(browser, site)
    site.link.set(line)
    const runs: Record<Variant, Measured>[] = []
    for (let run = 0; run < Number(FEDMAP_RUNS); run++) runs.push(await measureAll(browser, site, run))
    report.push('', `${name}: ${portfolio.remotes.length} remotes, ${runs.length} runs`, ...toTable(counted, runs))
    expect(runs).toHaveLength(Number(FEDMAP_RUNS))
  } finally {
    await browser.close()
    await site.close()
  }
})

/** Each variant once, another one first each time. */
async function measureAll(browser: Browser, site: Site, run = 0): Promise<Record<Variant, Measured>> {
  const start = run % variants.length
  const order = [...variants.slice(start), ...variants.slice(0, start)]
  const measured: Partial<Record<Variant, Measured>> = {}
  for (const variant of order) measured[variant] = await measurePage(browser, site, variant)
  return measured as Record<Variant, Measured>
}

function toTable(counted: Record<Variant, Measured>, runs: readonly Record<Variant, Measured>[]): string[] {
  const rows = variants.map(variant => {
    const { bytes, loaderBytes, requests, rounds } = counted[variant]
    const times = runs.map(run => run[variant].lastMount)
    const ratios = runs.map(run => run[variant].lastMount / run.static.lastMount)
    const [low, high] = quartiles(ratios)
    return [
      variant,
      `${bytes}`,
      ((bytes - loaderBytes) / counted.static.bytes).toFixed(3),
      `${requests}`,
      `${rounds.length}`,
      `${Math.round(median(times))} (${quartiles(times).map(Math.round).join('–')})`,
      `${median(ratios).toFixed(2)} (${low.toFixed(2)}–${high.toFixed(2)})`,
      `${Math.round(median(runs.map(run => run[variant].work)))}`,
    ]
  })
  const head = ['page', 'bytes', '× static', 'requests', 'rounds', 'last mount, ms', '× static', 'work, ms']
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map(row => row[column]!.length)))
  return [head, ...rows].map(row =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)))
      .join('  '),
  )
}
