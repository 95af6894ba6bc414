import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchChromium } from '../../testing/launch-chromium.js'
import { openMallPortfolio } from './mall.js'
import { type Measured, measurePage } from './measure-page.js'
import { openSite, type Site, type Variant, variants } from './open-site.js'

const opened = variants.filter(variant => variant !== 'static, bundled')

let browser: Browser
let site: Site
let limit: Measured
beforeAll(async () => {
  // Slowly, so that what starts together is told from what waits for an answer.
  site = await openSite(await openMallPortfolio({ withBundling: false }), { latency: 400 }, opened)
  browser = await launchChromium({ args: [`--ignore-certificate-errors-spki-list=${site.certificate.pin}`] })
  limit = await measurePage(browser, site, 'static')
})
afterAll(async () => {
  await browser?.close()
  await site?.close()
})

test.each<[Variant, number, number]>([
  // Beside what is needed in any case: the loader, importmap.json, the composing part and eight manifests.
  ['hand System', 4, 11],
  ['hand native', 4, 11],
  ['composed System', 3, 2],
  ['composed native', 3, 2],
  ['in page System', 2, 1],
  ['in page native', 2, 1],
])(
  'the mall, %s: %i rounds, %i requests more than by hand, and at most a twentieth more bytes',
  async (variant, rounds, more) => {
    const measured = await measurePage(browser, site, variant)
    expect(measured.rounds).toHaveLength(rounds)
    expect(measured.requests).toBe(limit.requests + more)
    expect(measured.bytes - measured.loaderBytes).toBeLessThanOrEqual(1.05 * limit.bytes)
    // Everything that the first view runs is in the last round.
    const isModule = (path: string) => /\/(system|esm)\/.*\.js$/.test(path)
    expect(measured.rounds.slice(0, -1).flat().filter(isModule)).toEqual([])
  },
)
