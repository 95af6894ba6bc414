import { launch } from 'puppeteer-core'
import { findProgram } from './find-program.js'
import type { TestBrowser } from './test-browser.js'

/** Firefox, by WebDriver BiDi. Playwright drives its own build of Firefox only, and not the one that people have. */
export async function firefoxBrowser(): Promise<TestBrowser> {
  const browser = await launch({ browser: 'firefox', executablePath: findFirefox(), headless: true })
  return {
    name: 'firefox',
    version: (await browser.version()).replace(/^\D*/, ''),
    async open() {
      const context = await browser.createBrowserContext()
      const page = await context.newPage()
      return {
        goto: async url => void (await page.goto(url, { waitUntil: 'domcontentloaded' })),
        evaluate: expression => page.evaluate(expression),
        close: () => context.close(),
      }
    },
    close: () => browser.close(),
  }
}

export function findFirefox(): string {
  return findProgram('FEDMAP_FIREFOX', ['firefox-esr', 'firefox'])
}
